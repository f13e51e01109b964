import vm from "node:vm";
import { cellPlace, nameCompilation } from "./sourceLines";

/** Runs the compiled text of a cell under a script name; SIGINT interrupts it. */
export function runScript(code: string, script: string): unknown {
  nameCompilation(script, code);
  // tslab's wrapper stands before the cell's first line.
  const columnOffset = -(code.indexOf("{") + 2);
  return compile(code, script, columnOffset).runInThisContext({ breakOnSigint: true, displayErrors: false });
}

function compile(code: string, script: string, columnOffset: number): vm.Script {
  try {
    return new vm.Script(code, { filename: script, columnOffset });
  } catch (error) {
    if (error instanceof Error) error.stack = `${error}${syntaxFrame(String(error.stack), script)}`;
    throw error;
  }
}

/** Node tells the place of a syntax error only in a drawing: `In[3]:2`, the line, and carets under the fault. */
function syntaxFrame(stack: string, script: string): string {
  const drawing = /^.*:(\d+)\n.*\n(\s*)\^/.exec(stack);
  const place = drawing && cellPlace(script, Number(drawing[1]), drawing[2].length + 1);
  return place ? `\n    at ${script}:${place.line}:${place.column}` : "";
}
