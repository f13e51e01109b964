import type { CompilerChoice } from "./compilerHost";
import type { Converter, ConverterSet, ConvertResult, TslabInternals } from "./tslabInternals";

/** TypeScript numbers syntax errors below this; no declaration file can mend those. */
const FIRST_SEMANTIC_CODE = 2000;

/**
 * The converter of a kernel: starts with few declarations and takes the full set on the first complaint of the type
 * checker, so that a cell is refused only by the full check. A converter that threw is unusable and is replaced.
 */
export function createConverters(tslab: TslabInternals, choice: CompilerChoice): ConverterSet {
  const create = (): Converter => tslab.createConverter({ isJS: false, isBrowser: false });
  let inner = create();

  function replace(light: boolean): void {
    inner.close();
    choice.light = light;
    inner = create();
  }

  function convert(previous: string, source: string): ConvertResult {
    try {
      const result = inner.convert(previous, source);
      if (!choice.light || !result.diagnostics.some((d) => d.code >= FIRST_SEMANTIC_CODE)) return result;
      replace(false);
      return inner.convert(previous, source);
    } catch (error) {
      replace(choice.light);
      throw error;
    }
  }

  const node: Converter = {
    convert,
    inspect: (previous, source, position) => inner.inspect(previous, source, position),
    complete: (previous, source, position) => inner.complete(previous, source, position),
    addModule: (name, content, meta) => inner.addModule(name, content, meta),
    close: () => inner.close(),
  };
  return { node, browser: node, close: () => inner.close() };
}
