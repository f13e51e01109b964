import { inspect, types } from "node:util";
import { hidePaths } from "./hidePaths";

/** The content of Jupyter's `error` message. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  /** Lines to show; frames in a cell read `In[3]:2:5`, with the cell's own lines. */
  readonly traceback: readonly string[];
}

/** A compiler message as tslab's executor reports it. */
export interface CompilerMessage {
  /** Empty, or another file than the cell, followed by a space. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

export function compileFailure(messages: readonly CompilerMessage[]): Failure {
  const lines = messages.map((m) => hidePaths(`${m.file}${m.line}:${m.column} - ${m.text}`));
  return { ename: "CompileError", evalue: lines[0], traceback: lines.map((line) => `CompileError: ${line}`) };
}

/** What a cell threw. Relies on `installStackTraces` for readable frames. */
export function runtimeFailure(thrown: unknown): Failure {
  if (!types.isNativeError(thrown)) {
    const evalue = hidePaths(typeof thrown === "string" ? thrown : inspect(thrown));
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  if (isInterrupt(thrown)) {
    const evalue = "the cell was interrupted";
    return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
  }
  const evalue = hidePaths(thrown.message) + remedy(thrown);
  return { ename: thrown.name || "Error", evalue, traceback: hidePaths(inspect(thrown)).split("\n") };
}

function isInterrupt(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || error.message === "Interrupted asynchronously";
}

/** TypeScript inside tslab fails on a constant whose inferred type lives in a package the cell does not import. */
function remedy(error: Error): string {
  if (!error.message.startsWith("Debug Failure")) return "";
  return " (import the type of the constant and annotate it, or move the call into src)";
}
