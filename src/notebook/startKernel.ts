import { setTimeout as delay } from "node:timers/promises";
import { PORT_TAKEN } from "../kernel/portTaken";
import { StudyError } from "../util/errors";
import { KernelClient } from "./client";
import { createConnection } from "./connection";
import { describeExit, spawnKernel } from "./kernelProcess";

export interface KernelOptions {
  /** Working folder of the kernel. Default: this process's. */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default 300: a busy slow machine needs most of a minute. */
  readonly startTimeoutSeconds?: number;
  /** Aborting gives up a start; it has no effect on a kernel that has started. */
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 3;

/**
 * Starts a notebook kernel and waits until it answers. The caller must end it with `shutdown`.
 * @throws {StudyError} `kernel-starts`
 */
export async function startKernel(options: KernelOptions = {}): Promise<KernelClient> {
  for (let attempt = 1; ; attempt++) {
    const kernel = await tryStart(options, attempt === ATTEMPTS);
    if (kernel) return kernel;
  }
}

/** Undefined if another process took one of the ports. */
async function tryStart(options: KernelOptions, last: boolean): Promise<KernelClient | undefined> {
  const { cwd = process.cwd(), env = {}, startTimeoutSeconds = 300, signal } = options;
  const connection = await createConnection();
  const kernel = spawnKernel(connection.file, { cwd, env });
  const limit = new AbortController();
  const onAbort = (): void => kernel.kill("SIGKILL");
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  const client = kernel.ready.then(() => {
    connection.remove();
    return KernelClient.connect(kernel, connection.info);
  });
  // A lost race must not become an unhandled rejection.
  client.catch(() => {});
  try {
    const timeout = delay(startTimeoutSeconds * 1000, "timeout" as const, { signal: limit.signal });
    timeout.catch(() => {});
    const outcome = await Promise.race([client, kernel.exited, timeout]);
    if (outcome instanceof KernelClient) return outcome;
    kernel.kill("SIGKILL");
    connection.remove();
    if (outcome === "timeout") throw startFailure(`no answer within ${startTimeoutSeconds} s`, kernel.log());
    if (outcome.code === PORT_TAKEN && !last) return undefined;
    throw startFailure(describeExit(outcome), kernel.log());
  } finally {
    limit.abort();
    signal?.removeEventListener("abort", onAbort);
  }
}

function startFailure(why: string, log: string): StudyError {
  const details = log === "" ? "" : `\n${log}`;
  return new StudyError(
    "environment",
    "kernel-starts",
    `The notebook kernel did not start: ${why}. Run the setup again (npm ci, then the build).${details}`,
  );
}
