import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isGated } from "../disclosure/activeGate";
import { restrictedEnvironment } from "../disclosure/restrictedEnvironment";
import { adaptCompiler } from "./compilerHost";
import { createConverters } from "./converters";
import { createExecutions } from "./executions";
import { createCellExecutor } from "./executor";
import { runtimeFailure } from "./failure";
import { PORT_TAKEN } from "./portTaken";
import { queueSends } from "./queuedSockets";
import { createServer } from "./server";
import { installStackTraces } from "./stackTraces";
import { loadTslab } from "./tslabInternals";

/**
 * The notebook kernel: `node build/src/kernel/launcher.js CONNECTION_FILE`.
 * tslab's compiler, executor and server put together anew, because the stock kernel loses output after some 500 writes,
 * hides errors, skips cells after one and outlives its parent. Each mend has a test in tests/kernel.
 */
async function launch(connectionFile: string): Promise<void> {
  // The kernel's own sockets are native and not concerned.
  if (isGated()) restrictedEnvironment({ noChildren: true });
  watchParent();
  installStackTraces();
  queueSends();
  const { choice, version } = adaptCompiler();
  const tslab = loadTslab();
  // Made after the ports are bound: other processes may take a port while the declarations are read.
  let converters: ReturnType<typeof createConverters> | undefined;
  const executor = createCellExecutor(tslab, {
    get node() {
      return converters!.node;
    },
    get browser() {
      return converters!.browser;
    },
    close: () => converters?.close(),
  });
  const executions = createExecutions(tslab, executor);
  const server = createServer(tslab, { connectionFile, executor, executions, typescript: version, onClose: leave });
  handleProcessEvents(() => executor.inner.interrupt());
  await server.init();
  converters = createConverters(tslab, choice);
  converters.node.convert("", "");
  process.send?.({ kind: "ready" });
}

/** How often the parent is looked for. */
const PARENT_INTERVAL_MS = 500;
/** Time for the last messages to leave and for a cell's open handles to close. */
const LEAVE_MS = 1000;

function watchParent(): void {
  const workerData = { parent: process.ppid, intervalMs: PARENT_INTERVAL_MS };
  new Worker(join(__dirname, "parentWatch.js"), { workerData }).unref();
  process.on("disconnect", () => process.exit(1));
  process.channel?.unref();
}

function handleProcessEvents(interrupt: () => void): void {
  process.on("SIGINT", interrupt);
  process.on("uncaughtException", (error) => report("UncaughtException", error));
  process.on("unhandledRejection", (reason) => report("UnhandledPromiseRejection", reason));
  // Node's own printing holds the process id, and its advice on packages is not the notebook's concern.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (!/^(Deprecation|Experimental)Warning$/.test(warning.name)) console.error(`${warning.name}: ${warning.message}`);
  });
}

function report(prefix: string, error: unknown): void {
  console.error(`${prefix}: ${runtimeFailure(error).traceback.join("\n")}`);
}

function leave(): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ kind: "usage", maxRssBytes: maxRSS * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 });
  setTimeout(() => process.exit(0), LEAVE_MS).unref();
}

if (require.main === module) {
  const [connectionFile] = process.argv.slice(2);
  if (!connectionFile) {
    console.error("usage: node build/src/kernel/launcher.js CONNECTION_FILE");
    process.exit(2);
  }
  launch(connectionFile).catch((error: NodeJS.ErrnoException) => {
    console.error(runtimeFailure(error).traceback.join("\n"));
    process.exit(error.code === "EADDRINUSE" ? PORT_TAKEN : 1);
  });
}
