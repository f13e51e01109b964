import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { WebSocket } from "ws";
import { Dealer, Subscriber } from "zeromq";
import type { KernelClient } from "../notebook";
import type { ReviewLimits } from "./limits";
import type { LiveKernel } from "./liveKernel";
import { OutputBudget } from "./outputBudget";
import {
  BINARY_PROTOCOL,
  decodeSocketMessage,
  encodeSocketMessage,
  fromFrames,
  toFrames,
  type WireMessage,
} from "./wire";

/** Messages a client may have waiting for a kernel that is starting. */
const QUEUE_LENGTH = 200;
const PROBE_INTERVAL_MS = 50;
const PROBE_SESSION = `probe-${randomUUID()}`;

/** Joins a WebSocket to its kernel until either closes, over all restarts of the kernel. */
export function connectSocket(socket: WebSocket, kernel: LiveKernel, limits: ReviewLimits): void {
  const binary = socket.protocol === BINARY_PROTOCOL;
  const budget = new OutputBudget(limits.outputBytes);
  let link: KernelLink | undefined;
  let queue: WireMessage[] = [];

  function send(message: WireMessage): void {
    if (socket.bufferedAmount > limits.waitingBytes) return void socket.terminate();
    for (const one of budget.pass(message)) socket.send(encodeSocketMessage(one, binary));
  }

  const stopListening = kernel.listen({
    attach(client) {
      link?.close();
      link = new KernelLink(client, kernel, send, () => {
        for (const message of queue) link?.send(message);
        queue = [];
      });
    },
    lost(state) {
      link?.close();
      link = undefined;
      queue = [];
      send(statusMessage(kernel.id, state));
    },
  });

  socket.on("message", (data, isBinary) => {
    const message = decodeSocketMessage(data, isBinary, binary);
    if (!message) return socket.close(1007, "not a kernel message");
    if (message.channel === "iopub") return;
    if (link?.ready) link.send(message);
    else if (queue.push(message) > QUEUE_LENGTH) socket.close(1013, "the kernel is not ready");
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    stopListening();
    link?.close();
  });
}

/** The sockets of one WebSocket to one kernel process. */
class KernelLink {
  /** Set when the subscription is known to work: what is published before would be lost. */
  ready = false;
  readonly #client: KernelClient;
  readonly #kernel: LiveKernel;
  readonly #pass: (message: WireMessage) => void;
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  readonly #stdin = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  #sending: Promise<unknown> = Promise.resolve();
  #answered: boolean = false;
  #subscribed = false;
  #closed: boolean = false;

  constructor(client: KernelClient, kernel: LiveKernel, pass: (message: WireMessage) => void, onReady: () => void) {
    this.#client = client;
    this.#kernel = kernel;
    this.#pass = pass;
    const { transport, ip, shell_port, control_port, stdin_port, iopub_port } = client.connection;
    const address = (port: number): string => `${transport}://${ip}:${port}`;
    this.#shell.connect(address(shell_port));
    this.#control.connect(address(control_port));
    this.#stdin.connect(address(stdin_port));
    this.#iopub.connect(address(iopub_port));
    this.#iopub.subscribe();
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) void this.#listen(channel);
    void this.#probe(onReady);
  }

  send(message: WireMessage): void {
    const socket = { shell: this.#shell, control: this.#control, stdin: this.#stdin, iopub: undefined }[
      message.channel
    ];
    const frames = toFrames(this.#client.connection.key, message);
    // One after the other: zeromq refuses a send while another waits.
    this.#sending = this.#sending.then(() => (this.#closed ? undefined : socket?.send(frames))).catch(() => {});
  }

  close(): void {
    this.#closed = true;
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) socket.close();
  }

  async #probe(onReady: () => void): Promise<void> {
    while (!(this.#answered && this.#subscribed)) {
      if (this.#closed) return;
      this.send(request(PROBE_SESSION, "kernel_info_request"));
      await delay(PROBE_INTERVAL_MS);
    }
    this.ready = true;
    onReady();
  }

  async #listen(channel: "shell" | "control" | "stdin" | "iopub"): Promise<void> {
    const socket = { shell: this.#shell, control: this.#control, stdin: this.#stdin, iopub: this.#iopub }[channel];
    try {
      for await (const frames of socket) {
        const message = fromFrames(this.#client.connection.key, channel, frames);
        if (message) this.#receive(message);
      }
    } catch {
      // Closed while it waited.
    }
  }

  #receive(message: WireMessage): void {
    const [header, parent, metadata, content] = message.parts;
    const parentSession = JSON.parse(parent).session;
    if (message.channel === "iopub" && typeof parentSession === "string" && parentSession.startsWith("probe-")) {
      this.#subscribed ||= parentSession === PROBE_SESSION;
      return;
    }
    if (parentSession === PROBE_SESSION) {
      this.#answered = true;
      return;
    }
    const own = JSON.parse(header);
    if (own.msg_type === "status") this.#kernel.noteState(JSON.parse(content).execution_state);
    // tslab echoes the client's session; clients expect the kernel's, the same for all of them.
    const named = JSON.stringify({ ...own, session: this.#kernel.id });
    this.#pass({ ...message, parts: [named, parent, metadata, content] });
  }
}

function request(session: string, type: string): WireMessage {
  return { channel: "shell", parts: [headerOf(session, type), "{}", "{}", "{}"], buffers: [] };
}

function statusMessage(session: string, state: string): WireMessage {
  const content = JSON.stringify({ execution_state: state });
  return { channel: "iopub", parts: [headerOf(session, "status"), "{}", "{}", content], buffers: [] };
}

function headerOf(session: string, msg_type: string): string {
  const date = new Date().toISOString();
  return JSON.stringify({ msg_id: randomUUID(), session, username: "review", date, msg_type, version: "5.3" });
}
