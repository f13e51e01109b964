import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Review } from "../../src/review";
import { isGoneWithin } from "../kernel/isAlive";
import { temporaryFolder } from "../notebook/temporaryFolder";
import { tinyReview } from "./tinyReview";

/** What is used here of `@jupyterlab/services`, loaded as any Node client loads it. */
interface Message {
  readonly header: { readonly msg_type: string };
  // biome-ignore lint/suspicious/noExplicitAny: contents differ by message type
  readonly content: any;
}
interface Kernel {
  readonly id: string;
  readonly status: string;
  readonly selectedProtocol?: string;
  readonly info: Promise<{ language_info: { name: string } }>;
  requestExecute(content: object): { onIOPub: (message: Message) => void; done: Promise<Message> };
  requestComplete(content: object): Promise<Message>;
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  readonly statusChanged: { connect(slot: (sender: unknown, status: string) => void): void };
  dispose(): void;
}
interface Session {
  readonly id: string;
  readonly kernel: Kernel;
  shutdown(): Promise<void>;
}
interface Manager {
  readonly ready: Promise<void>;
  readonly sessions: {
    startNew(options: object): Promise<Session>;
    refreshRunning(): Promise<void>;
    running(): Iterable<unknown>;
  };
  readonly kernelspecs: { readonly specs: { readonly default: string } };
  readonly contents: {
    get(path: string): Promise<{ type: string; content: { cells: unknown[] } | { name: string }[] }>;
  };
  dispose(): void;
}

let review: Review;
let manager: Manager;
let session: Session;
const folder = temporaryFolder();

before(async () => {
  review = await tinyReview(folder, { limits: { outputBytes: 100_000 } });
  // Polls of the library outlive its own dispose and would hold this process for a minute.
  const { setTimeout: timer } = globalThis;
  globalThis.setTimeout = ((...settings: Parameters<typeof setTimeout>) =>
    timer(...settings).unref()) as typeof setTimeout;
  const { ServerConnection, ServiceManager } = require("@jupyterlab/services");
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${review.port}/`,
    token: review.token,
  });
  console.debug = () => {};
  manager = new ServiceManager({ serverSettings, standby: "never" });
  await manager.ready;
  session = await manager.sessions.startNew({
    path: "mine.ipynb",
    name: "mine",
    type: "notebook",
    kernel: { name: manager.kernelspecs.specs.default },
  });
});
after(async () => {
  manager.dispose();
  await review.close();
});

async function run(
  kernel: Kernel,
  code: string,
): Promise<{ reply: Message["content"]; seen: Message[]; text: string }> {
  const seen: Message[] = [];
  const future = kernel.requestExecute({ code });
  future.onIOPub = (message) => void seen.push(message);
  const reply = (await future.done).content;
  const text = seen
    .filter((m) => m.header.msg_type === "stream")
    .map((m) => m.content.text)
    .join("");
  return { reply, seen, text };
}

test("Jupyter's own client starts a session, runs cells in order and gets output, counts and errors", async () => {
  const { kernel } = session;
  assert.equal((await kernel.info).language_info.name, "typescript");
  const runs = await Promise.all([run(kernel, "const x = 20;"), run(kernel, "console.log(x + 1);")]);
  assert.deepEqual(
    runs.map(({ reply }) => [reply.status, reply.execution_count]),
    [
      ["ok", 1],
      ["ok", 2],
    ],
  );
  assert.equal(runs[1].text, "21\n");
  const { reply, seen } = await run(kernel, "const y = 1;\nthrow new TypeError('no ' + y);");
  assert.deepEqual([reply.status, reply.ename, reply.evalue], ["error", "TypeError", "no 1"]);
  assert.ok(seen.some((m) => m.header.msg_type === "error" && /In\[3\]:2:/.test(m.content.traceback.join())));
});

test("the binary protocol is agreed on, and clients without it are served in JSON", async () => {
  const { KernelConnection, ServerConnection, KernelAPI } = require("@jupyterlab/services");
  const { WebSocket } = require("ws");
  class Plain extends WebSocket {
    constructor(address: string) {
      super(address);
    }
  }
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${review.port}/`,
    token: review.token,
    WebSocket: Plain,
  });
  const model = await KernelAPI.getKernelModel(session.kernel.id, serverSettings);
  const plain: Kernel = new KernelConnection({ model, serverSettings });
  assert.equal((await run(plain, "console.log('é', x);")).text, "é 20\n");
  assert.equal((await run(session.kernel, "console.log(x);")).text, "20\n");
  plain.dispose();
});

test("many lines arrive whole, and output beyond the limit is cut with a notice", async () => {
  const few = await run(session.kernel, "for (let i = 0; i < 1000; i++) console.log('line', i);");
  assert.deepEqual([few.text.split("\n").length, few.text.endsWith("line 999\n")], [1001, true]);
  const many = await run(session.kernel, "for (let i = 0; i < 100; i++) console.log('z'.repeat(10_000));");
  assert.equal(many.reply.status, "ok");
  assert.match(many.text, /\[Output stopped at 0 MB/);
  assert.ok(many.text.length < 101_000);
  assert.equal((await run(session.kernel, "console.log('next');")).text, "next\n");
});

test("an endless loop is interrupted; a restart forgets; a cell that exits gets a new kernel under the same id", async () => {
  const { kernel } = session;
  const endless = run(kernel, "console.log((globalThis as any).process.pid); while (true) {}");
  for (let i = 0; kernel.status !== "busy" && i < 100; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  const stop = setInterval(() => void kernel.interrupt(), 300);
  const { reply } = await endless;
  clearInterval(stop);
  assert.deepEqual([reply.status, reply.ename], ["error", "Interrupted"]);

  const before = Number((await run(kernel, "console.log((globalThis as any).process.pid);")).text);
  await kernel.restart();
  assert.equal((await run(kernel, "console.log(typeof x);")).reply.ename, "CompileError");
  assert.ok(await isGoneWithin(before, 1000), "the old process is left");

  const statuses: string[] = [];
  kernel.statusChanged.connect((_sender, status) => void statuses.push(status));
  await assert.rejects(kernel.requestExecute({ code: "(globalThis as any).process.exit(3)" }).done);
  assert.equal((await run(kernel, "console.log('again');")).text, "again\n");
  assert.ok(statuses.includes("autorestarting"), statuses.join());
});

test("contents list and show the notebooks of the report, and a session's end is its kernel's", async () => {
  const listing = (await manager.contents.get("")).content as { name: string }[];
  assert.deepEqual(
    listing.map(({ name }) => name),
    ["01-tiny.ipynb"],
  );
  const { type, content } = await manager.contents.get("01-tiny.ipynb");
  assert.deepEqual([type, (content as { cells: unknown[] }).cells.length], ["notebook", 6]);
  const pid = Number((await run(session.kernel, "console.log((globalThis as any).process.pid);")).text);
  await session.shutdown();
  assert.ok(await isGoneWithin(pid, 1000));
  await manager.sessions.refreshRunning();
  assert.deepEqual([...manager.sessions.running()], []);
});
