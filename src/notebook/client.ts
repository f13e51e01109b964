import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import type { ConnectionInfo } from "./connection";
import { describeExit, type KernelExit, type KernelProcess, type KernelUsage } from "./kernelProcess";
import { decodeMessage, encodeRequest, type Message } from "./messages";
import type { Output } from "./nbformat";
import { OutputCollector } from "./outputs";

export interface ExecuteOptions {
  /** The cell is interrupted after this time, and its kernel killed if that does not help. Default: no limit. */
  readonly timeoutSeconds?: number;
  /** Default true: cells already sent are not run after an error. */
  readonly stopOnError?: boolean;
}

/** How a cell ended. */
export interface CellRun {
  /** `aborted`: not run because of an earlier error. `died`: the kernel's process ended. */
  readonly status: "ok" | "error" | "aborted" | "died";
  readonly timedOut: boolean;
  readonly executionCount: number | null;
  /** As in a notebook file. What comes after its end, and before the next cell, is still added. */
  readonly outputs: readonly Output[];
  /** "exit code 2" and the like, when the status is `died`. */
  readonly exit?: string;
}

interface Pending {
  readonly collector: OutputCollector;
  reply?: Message["content"];
  /** From `execute_input`, where Jupyter's own clients take it from too. */
  count?: number;
  idle: boolean;
  readonly finish: () => void;
}

const INTERRUPTS = 6;
const INTERRUPT_INTERVAL_MS = 500;
const SHUTDOWN_GRACE_MS = 5000;
const READY_REPEAT_MS = 100;
/** Messages a dying kernel sent may still be on their way. */
const LAST_MESSAGES_MS = 100;

/** A running kernel, spoken to over the Jupyter protocol. Made by `startKernel`. */
export class KernelClient {
  readonly #kernel: KernelProcess;
  readonly #connection: ConnectionInfo;
  readonly #session = randomUUID();
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #pending = new Map<string, Pending>();
  /** Types of the messages seen so far. */
  readonly #seen = new Set<string>();
  #exit: KernelExit | undefined;
  #shutdown: Promise<KernelUsage | undefined> | undefined;

  private constructor(kernel: KernelProcess, connection: ConnectionInfo) {
    this.#kernel = kernel;
    this.#connection = connection;
    void kernel.exited.then((exit) => this.#onExit(exit));
  }

  /** Attaches to a kernel whose ports are bound and waits until both its channels are seen to work. */
  static async connect(kernel: KernelProcess, connection: ConnectionInfo): Promise<KernelClient> {
    const client = new KernelClient(kernel, connection);
    await client.#attach();
    return client;
  }

  get pid(): number | undefined {
    return this.#kernel.pid;
  }

  /** Where and with which key further clients reach the kernel. */
  get connection(): ConnectionInfo {
    return this.#connection;
  }

  /** Settles when the kernel's process has ended, for whatever reason. */
  get exited(): Promise<KernelExit> {
    return this.#kernel.exited;
  }

  /** Runs a cell and resolves when its reply and all its output have come, or the kernel is gone. Never rejects. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<CellRun> {
    const { timeoutSeconds, stopOnError = true } = options;
    const collector = new OutputCollector();
    let timedOut = false;
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: stopOnError,
    };
    const done = new Promise<Pending>((resolve) => {
      const pending: Pending = { collector, idle: false, finish: () => resolve(pending) };
      if (this.#exit) resolve(pending);
      else this.#pending.set(this.#send(this.#shell, "execute_request", content), pending);
    });
    const limit = new AbortController();
    if (timeoutSeconds !== undefined)
      delay(timeoutSeconds * 1000, undefined, { signal: limit.signal })
        .then(() => {
          timedOut = true;
          return this.#stopCell(limit.signal);
        })
        .catch(() => {});
    const pending = await done;
    limit.abort();
    return {
      ...outcome(pending.reply, this.#exit),
      timedOut,
      executionCount: pending.count ?? null,
      outputs: collector.outputs,
    };
  }

  interrupt(): void {
    this.#kernel.kill("SIGINT");
  }

  /** Ends the kernel, by force if it does not go, and cleans up. What it used, if it went by itself. */
  shutdown(): Promise<KernelUsage | undefined> {
    this.#shutdown ??= this.#end();
    return this.#shutdown;
  }

  async #attach(): Promise<void> {
    const info = this.#connection;
    const address = (port: number): string => `${info.transport}://${info.ip}:${port}`;
    this.#shell.connect(address(info.shell_port));
    this.#control.connect(address(info.control_port));
    this.#iopub.connect(address(info.iopub_port));
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#control, this.#iopub]) void this.#listen(socket);
    // What is published before the subscription arrives is lost, so one answer is not enough.
    while (!(this.#seen.has("kernel_info_reply") && this.#seen.has("status")) && !this.#exit) {
      this.#send(this.#shell, "kernel_info_request", {});
      await delay(READY_REPEAT_MS);
    }
  }

  /** Interrupts until the signal says that the cell is over; kills the kernel if that does not help. */
  async #stopCell(over: AbortSignal): Promise<void> {
    for (let i = 0; i < INTERRUPTS; i++) {
      // Again and again, because an interrupt is lost on a cell that is still being compiled.
      this.interrupt();
      await delay(INTERRUPT_INTERVAL_MS, undefined, { signal: over });
    }
    this.#kernel.kill("SIGKILL");
  }

  #send(socket: Dealer, type: string, content: object): string {
    const { id, frames } = encodeRequest(this.#connection.key, this.#session, type, content);
    socket.send(frames).catch(() => {});
    return id;
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = decodeMessage(this.#connection.key, frames);
      if (message) this.#receive(message);
    }
  }

  #receive(message: Message): void {
    this.#seen.add(message.type);
    const pending = this.#pending.get(message.parentId ?? "");
    if (!pending) return;
    if (message.type === "execute_reply") pending.reply = message.content;
    else if (message.type === "status") pending.idle ||= message.content.execution_state === "idle";
    else if (message.type === "execute_input") pending.count = Number(message.content.execution_count);
    else pending.collector.add(message);
    if (pending.reply && pending.idle) pending.finish();
  }

  #onExit(exit: KernelExit): void {
    this.#exit = exit;
    setTimeout(() => {
      for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
      for (const pending of this.#pending.values()) pending.finish();
    }, LAST_MESSAGES_MS);
  }

  async #end(): Promise<KernelUsage | undefined> {
    if (!this.#exit) this.#send(this.#control, "shutdown_request", { restart: false });
    const limit = new AbortController();
    delay(SHUTDOWN_GRACE_MS, undefined, { signal: limit.signal })
      .then(() => this.#kernel.kill("SIGKILL"))
      .catch(() => {});
    await this.#kernel.exited;
    limit.abort();
    return this.#kernel.usage();
  }
}

function outcome(
  reply: Message["content"] | undefined,
  exit: KernelExit | undefined,
): Pick<CellRun, "status" | "exit"> {
  if (!reply) return { status: "died", exit: exit && describeExit(exit) };
  return { status: reply.status === "ok" || reply.status === "error" ? reply.status : "aborted" };
}
