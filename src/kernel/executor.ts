import vm from "node:vm";
import { type CompilerMessage, compileFailure, type Failure, runtimeFailure } from "./failure";
import { runScript } from "./runScript";
import type { ConverterSet, Executor, TslabInternals } from "./tslabInternals";

/** Runs cells; tells what went wrong instead of printing it. */
export interface CellExecutor {
  readonly inner: Executor;
  /** Runs a cell under the script name `In[count]`; the failure, if it failed. */
  execute(source: string, count: number): Promise<Failure | undefined>;
}

export function createCellExecutor(tslab: TslabInternals, converters: ConverterSet): CellExecutor {
  let compiler: CompilerMessage[] = [];
  let thrown: unknown;

  const inner = tslab.createExecutor(process.cwd(), converters, {
    log: (...values) => console.log(...values),
    error: (...values) => {
      if (values.length < 5) thrown = values[0];
      else
        compiler.push({
          file: String(values[1]),
          line: Number(values[2]),
          column: Number(values[3]),
          text: String(values[4]),
        });
    },
  });

  async function execute(source: string, count: number): Promise<Failure | undefined> {
    compiler = [];
    thrown = undefined;
    try {
      const ok = await runNamed(inner, source, `In[${count}]`);
      if (compiler.length > 0) return compileFailure(compiler);
      return ok ? undefined : runtimeFailure(thrown);
    } catch (error) {
      return runtimeFailure(error);
    }
  }

  return { inner, execute };
}

/** tslab compiles and starts a cell synchronously inside `execute`, so the script's name can be given just for that time. */
function runNamed(executor: Executor, source: string, script: string): Promise<boolean> {
  const original = vm.runInThisContext;
  vm.runInThisContext = (code) => runScript(code, script);
  try {
    return executor.execute(source);
  } finally {
    vm.runInThisContext = original;
  }
}
