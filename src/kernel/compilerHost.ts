import { CELL_GLOBALS } from "./cellGlobals";
import { replaceForTslab } from "./replaceForTslab";
import { rememberCompilation } from "./sourceLines";

/** Which declarations converters made from now on load. */
export interface CompilerChoice {
  /** True: without `@types/node`, which is most of the start time. False: as stock tslab. */
  light: boolean;
}

const GLOBALS_FILE = "/__cell_globals__.d.ts";

interface System {
  readFile(path: string, encoding?: string): string | undefined;
  fileExists(path: string): boolean;
  watchFile(path: string, callback: unknown, interval?: number): { close(): void };
  getCurrentDirectory(): string;
}

interface WatchHost {
  resolveTypeReferenceDirectiveReferences?: (
    references: readonly (string | { fileName: string })[],
    containingFile: string,
    redirected: unknown,
    options: object,
  ) => readonly object[];
}

interface Transpiled {
  outputText: string;
  sourceMapText?: string;
}

/** What is used of the TypeScript 5.0.4 inside tslab. */
interface Compiler {
  readonly version: string;
  createWatchCompilerHost(files: readonly string[], options: object, system: System, ...rest: unknown[]): WatchHost;
  resolveTypeReferenceDirective(name: string, containingFile: string, options: object, system: System): object;
  transpileModule(source: string, settings: { compilerOptions: object }): Transpiled;
}

/** Changes how tslab sets up its compiler; returns the switch and the compiler's version. */
export function adaptCompiler(): { readonly choice: CompilerChoice; readonly version: string } {
  const choice: CompilerChoice = { light: true };
  const compiler = replaceForTslab<Compiler>("@tslab/typescript-for-tslab", (ts) => ({
    createWatchCompilerHost: (files, options, system, ...rest) => {
      withoutWatchers(system);
      if (!choice.light)
        return ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, system, ...rest);
      withGlobalsFile(system);
      const light = { ...options, inlineSourceMap: true, types: [] };
      const host = ts.createWatchCompilerHost([...files, GLOBALS_FILE], light, system, ...rest);
      host.resolveTypeReferenceDirectiveReferences = (references, containingFile, _redirected, settings) =>
        references.map((reference) => {
          const name = typeof reference === "string" ? reference : reference.fileName;
          if (name === "node")
            return { resolvedTypeReferenceDirective: { primary: true, resolvedFileName: GLOBALS_FILE } };
          return ts.resolveTypeReferenceDirective(name, containingFile, settings, system);
        });
      return host;
    },
    transpileModule: (source, settings) => transpileWithMap(ts, source, settings),
  }));
  return { choice, version: compiler.version };
}

function withGlobalsFile(system: System): void {
  const { readFile, fileExists } = system;
  system.readFile = (path, encoding) => (path === GLOBALS_FILE ? CELL_GLOBALS : readFile.call(system, path, encoding));
  system.fileExists = (path) => path === GLOBALS_FILE || fileExists.call(system, path);
}

/** Declarations do not change while a kernel runs; watching hundreds of files costs time and inotify handles. */
function withoutWatchers(system: System): void {
  const { watchFile } = system;
  system.watchFile = (path, callback, interval) =>
    path.includes("/node_modules/") || (path.endsWith(".d.ts") && !path.endsWith("/__prev__.d.ts"))
      ? { close: () => {} }
      : watchFile.call(system, path, callback, interval);
}

/** A cell is compiled twice (to ES modules, then to CommonJS): keeps both maps so that traces can name its own lines. */
function transpileWithMap(ts: Compiler, source: string, settings: { compilerOptions: object }): Transpiled {
  const [code, inlineMap] = splitInlineMap(source);
  const result = ts.transpileModule(code, {
    ...settings,
    compilerOptions: { ...settings.compilerOptions, sourceMap: true },
  });
  const outputText = result.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  if (inlineMap && result.sourceMapText) rememberCompilation([JSON.parse(result.sourceMapText), inlineMap]);
  return { ...result, outputText };
}

function splitInlineMap(source: string): [code: string, map: object | undefined] {
  const match = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/.exec(source);
  if (!match) return [source, undefined];
  return [source.slice(0, match.index), JSON.parse(Buffer.from(match[1], "base64").toString("utf8"))];
}
