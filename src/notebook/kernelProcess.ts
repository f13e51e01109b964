import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../util/packageRoot";
import { addLiveKernel } from "./liveKernels";

/** How a kernel's process ended. */
export interface KernelExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a kernel used, told by itself at a graceful end. */
export interface KernelUsage {
  readonly maxRssBytes: number;
  readonly cpuSeconds: number;
}

export interface KernelProcess {
  readonly pid: number | undefined;
  /** The compiler is loaded and the ports are bound. */
  readonly ready: Promise<void>;
  readonly exited: Promise<KernelExit>;
  /** Known after a graceful end. */
  usage(): KernelUsage | undefined;
  /** The end of what the process wrote outside cells: its own failure, or Node's. */
  log(): string;
  kill(signal: NodeJS.Signals): void;
}

export interface ProcessOptions {
  /** Working folder; relative paths in cells start here. */
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const LOG_CHARACTERS = 4000;

type Report = { kind: "ready" } | ({ kind: "usage" } & KernelUsage);

/** Starts our kernel on a connection file. */
export function spawnKernel(connectionFile: string, options: ProcessOptions): KernelProcess {
  const launcher = join(packageRoot(), "build", "src", "kernel", "launcher.js");
  const child: ChildProcess = spawn(process.execPath, [launcher, connectionFile], {
    cwd: options.cwd,
    // Colour codes would end up in saved outputs.
    env: { ...process.env, FORCE_COLOR: undefined, ...options.env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  addLiveKernel(child);
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-LOG_CHARACTERS);
    });
  let usage: KernelUsage | undefined;
  const ready = new Promise<void>((resolve) => {
    child.on("message", (report: Report) => {
      if (report.kind === "ready") resolve();
      // A cell may send messages of its own.
      else if (report.kind === "usage") usage = { maxRssBytes: report.maxRssBytes, cpuSeconds: report.cpuSeconds };
    });
  });
  const exited = new Promise<KernelExit>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      log += String(error);
      resolve({ code: null, signal: null });
    });
  });
  return {
    pid: child.pid,
    ready,
    exited,
    usage: () => usage,
    log: () => log.trim(),
    kill: (signal) => child.kill(signal),
  };
}

/** "exit code 2", "signal SIGKILL". */
export function describeExit(exit: KernelExit): string {
  return exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}
