import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import type { CellExecutor } from "./executor";
import { redirectOutput } from "./redirectOutput";
import type { TslabInternals } from "./tslabInternals";

/** Content of an `execute_request`, as far as it is used. */
export interface ExecuteRequest {
  readonly code: string;
  readonly silent?: boolean;
  /** Default true: requests already waiting are aborted after an error. */
  readonly stop_on_error?: boolean;
}

/** Publishes one message on iopub as a child of the request. */
export type Publish = (type: string, content: object) => void;

/** Runs the requests one after the other and makes the content of each `execute_reply`. */
export interface Executions {
  add(request: ExecuteRequest, publish: Publish): Promise<object>;
}

/** Time for requests that were sent before the error to arrive, so that they are aborted too. */
const ABORT_WINDOW_MS = 50;

export function createExecutions(tslab: TslabInternals, executor: CellExecutor): Executions {
  let tail: Promise<unknown> = Promise.resolve();
  let count = 0;
  let arrived = 0;
  let abortedUpTo = 0;

  async function run(request: ExecuteRequest, publish: Publish): Promise<object> {
    if (!request.silent) count++;
    publish("execute_input", { code: request.code, execution_count: count });
    redirectOutput(publish);
    tslab.jupyter.lastWriteDisplayData = (data, update) =>
      publish(update ? "update_display_data" : "display_data", data);
    const failure = await executor.execute(request.code, count);
    // A rejection nobody handles is reported one turn later: it still belongs to this cell.
    await turn();
    await turn();
    if (!failure) return { status: "ok", execution_count: count, payload: [], user_expressions: {} };
    publish("error", failure);
    if (request.stop_on_error !== false) {
      await delay(ABORT_WINDOW_MS);
      abortedUpTo = arrived;
    }
    return { status: "error", execution_count: count, ...failure };
  }

  return {
    add: (request, publish) => {
      const number = ++arrived;
      const result = tail.then(() => (number <= abortedUpTo ? { status: "aborted" } : run(request, publish)));
      tail = result.catch(() => {});
      return result;
    },
  };
}
