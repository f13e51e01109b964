import { join } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

/** Maximise `objective · d` over -1 <= d <= 1 with a row of coefficients for each constraint. */
export interface LinearProgram {
  readonly objective: ArrayLike<number>;
  readonly constraints: readonly LinearConstraint[];
}

/** The sum of `values[i] * d[columns[i]]` is at most, at least or exactly zero. */
export interface LinearConstraint {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly sense: "<=" | ">=" | "=";
}

/**
 * The maximum's place, by HiGHS. The solver loads asynchronously, so it lives in a worker, made at the first call, for whose
 * answer this thread waits.
 */
export function solveLinearProgram(program: LinearProgram): Float64Array {
  const { port, signal } = solver();
  Atomics.store(signal, 0, 0);
  port.postMessage(problemText(program));
  Atomics.wait(signal, 0, 0);
  const reply = receiveMessageOnPort(port)?.message as LinearReply;
  if (reply.kind === "failed") throw new Error(`the linear program was not solved: ${reply.why}`);
  return Float64Array.from(program.objective, (_, j) => reply.columns[`d${j}`] ?? 0);
}

export type LinearReply =
  | { readonly kind: "solved"; readonly columns: Readonly<Record<string, number>> }
  | { readonly kind: "failed"; readonly why: string };

interface Solver {
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

let started: Solver | undefined;

function solver(): Solver {
  if (started) return started;
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(join(__dirname, "linearProgramWorker.js"), {
    workerData: { port: port2, signal },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  started = { port: port1, signal };
  return started;
}

/** The program in CPLEX's LP format. */
function problemText({ objective, constraints }: LinearProgram): string {
  const names = Array.from(objective, (_, j) => `d${j}`);
  return [
    "Maximize",
    ` obj: ${linear(names.keys(), (j) => objective[j])}`,
    "Subject To",
    ...constraints.map(
      ({ columns, values, sense }, i) =>
        ` c${i}: ${linear(Array.from(columns).keys(), (k) => values[k], columns)} ${sense} 0`,
    ),
    "Bounds",
    ...names.map((name) => ` -1 <= ${name} <= 1`),
    "End",
  ].join("\n");
}

function linear(terms: Iterable<number>, value: (i: number) => number, columns?: ArrayLike<number>): string {
  const parts = Array.from(
    terms,
    (i) => `${value(i) < 0 ? "-" : "+"} ${Math.abs(value(i))} d${columns ? columns[i] : i}`,
  );
  return parts.join(" ");
}
