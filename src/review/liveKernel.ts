import { randomUUID } from "node:crypto";
import type { KernelClient } from "../notebook";

/** As in the Jupyter Server interface. */
export type KernelState = "starting" | "idle" | "busy" | "restarting" | "dead";

/** `GET /api/kernels/<id>` */
export interface KernelModel {
  readonly id: string;
  readonly name: string;
  readonly last_activity: string;
  readonly execution_state: KernelState;
  readonly connections: number;
}

/** Starts a kernel; aborting the signal gives the start up. */
export type StartKernel = (signal: AbortSignal) => Promise<KernelClient>;

/** What a WebSocket wants to know of its kernel. */
export interface KernelListener {
  /** The kernel's process is new: connect to it. */
  attach(client: KernelClient): void;
  /** The process has gone, and another is on its way (`restarting`) or not (`dead`). */
  lost(state: "restarting" | "dead"): void;
}

/** A kernel under one id for its users; the process behind it changes with restarts. One that dies is started again. */
export class LiveKernel {
  readonly id = randomUUID();
  readonly name: string;
  readonly #start: StartKernel;
  readonly #listeners = new Set<KernelListener>();
  #state: KernelState = "starting";
  #activity = new Date();
  #client: KernelClient | undefined;
  #starting: AbortController | undefined;
  #generation = 0;

  constructor(name: string, start: StartKernel) {
    this.name = name;
    this.#start = start;
    void this.#launch();
  }

  model(): KernelModel {
    return {
      id: this.id,
      name: this.name,
      last_activity: this.#activity.toISOString(),
      execution_state: this.#state,
      connections: this.#listeners.size,
    };
  }

  get pid(): number | undefined {
    return this.#client?.pid;
  }

  /** Tells a listener of this process and every later one; returns how to stop that. */
  listen(listener: KernelListener): () => void {
    this.#listeners.add(listener);
    if (this.#client) listener.attach(this.#client);
    else if (this.#state === "dead") listener.lost("dead");
    return () => void this.#listeners.delete(listener);
  }

  /** Keeps what a WebSocket saw in a status message. */
  noteState(state: string): void {
    this.#activity = new Date();
    if (state === "idle" || state === "busy") this.#state = state;
  }

  interrupt(): void {
    this.#client?.interrupt();
  }

  async restart(): Promise<void> {
    await this.#end();
    this.#state = "restarting";
    await this.#launch();
  }

  /** Ends the kernel for good. */
  async close(): Promise<void> {
    await this.#end();
    this.#state = "dead";
    for (const listener of this.#listeners) listener.lost("dead");
  }

  async #launch(): Promise<void> {
    const generation = ++this.#generation;
    this.#starting = new AbortController();
    try {
      const client = await this.#start(this.#starting.signal);
      if (generation !== this.#generation) return void (await client.shutdown());
      this.#client = client;
      this.#state = "idle";
      void client.exited.then(() => this.#onExit(generation));
      for (const listener of this.#listeners) listener.attach(client);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#state = "dead";
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      for (const listener of this.#listeners) listener.lost("dead");
    }
  }

  #onExit(generation: number): void {
    if (generation !== this.#generation) return;
    this.#client = undefined;
    this.#state = "restarting";
    for (const listener of this.#listeners) listener.lost("restarting");
    void this.#launch();
  }

  async #end(): Promise<void> {
    this.#generation++;
    this.#starting?.abort();
    const client = this.#client;
    this.#client = undefined;
    if (this.#state === "busy") client?.interrupt();
    await client?.shutdown();
  }
}
