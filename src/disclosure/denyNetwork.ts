import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { join } from "node:path";
import workerThreads from "node:worker_threads";
import { disclosureError } from "./disclosureError";

export interface DenyNetworkOptions {
  /** Connections within this machine: notebook kernels and the browser that draws need them. Default false. */
  readonly loopback?: boolean;
  /** Refuses child processes too, which no guard of this process covers. Default false. */
  readonly noChildren?: boolean;
}

/**
 * Makes every connection of this process throw `restricted-run-is-offline`: TCP and all above it (http, https, tls, fetch), datagrams,
 * name look-ups. Worker threads start under the same guard. Local sockets named by a path are allowed. Native code is not covered, nor are child
 * processes unless they are refused: give them the same guard.
 * @returns a function that allows connections again, for tests
 */
export function denyNetwork({ loopback = false, noChildren = false }: DenyNetworkOptions = {}): () => void {
  const undo: (() => void)[] = [];
  const replace = <T extends object, K extends keyof T>(owner: T, name: K, make: (original: T[K]) => T[K]) => {
    const original = owner[name];
    owner[name] = make(original);
    undo.push(() => {
      owner[name] = original;
    });
  };
  type Connect = typeof net.Socket.prototype.connect;
  replace(
    net.Socket.prototype,
    "connect",
    (original) =>
      function guarded(this: net.Socket, ...args: unknown[]) {
        const target = targetOf(args);
        // http sets an empty path to say that it means no local socket.
        if (!target.path && !(loopback && isLoopback(target.host))) refuse("a connection");
        return (original as (...all: unknown[]) => net.Socket).apply(this, args);
      } as Connect,
  );
  for (const name of ["send", "connect", "bind"] as const) {
    replace(dgram.Socket.prototype, name, () => (() => refuse("a datagram")) as never);
  }
  const lookup = dns.lookup;
  replace(dns, "lookup", () => guardedLookup(lookup, loopback) as never);
  for (const name of ["resolve", "resolve4", "resolve6", "resolveTxt", "reverse"] as const) {
    replace(dns, name, () => (() => refuse("a name look-up")) as never);
    replace(dns.promises, name, () => (() => refuse("a name look-up")) as never);
  }
  replace(dns.promises, "lookup", () => (() => refuse("a name look-up")) as never);
  for (const resolver of [dns.Resolver.prototype, dns.promises.Resolver.prototype] as unknown as Record<
    string,
    unknown
  >[]) {
    for (const name of Object.getOwnPropertyNames(resolver).filter((one) => /^(?:resolve|reverse)/.test(one))) {
      replace(resolver, name, () => () => refuse("a name look-up"));
    }
  }
  if (noChildren) {
    for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"] as const) {
      replace(childProcess, name, () => (() => refuse("a child process")) as never);
    }
  }
  replace(workerThreads, "Worker", guardedWorker);
  // So that `import { lookup } from "node:dns"` of an ES module sees the guard as well.
  syncBuiltinESMExports();
  return () => {
    for (const step of undo.reverse()) step();
    syncBuiltinESMExports();
  };
}

/** Has each new thread load the guard before its own code. */
function guardedWorker(Original: typeof workerThreads.Worker): typeof workerThreads.Worker {
  const guard = ["--require", join(__dirname, "denyNetworkOnLoad.js")];
  return class extends Original {
    constructor(file: string | URL, options: workerThreads.WorkerOptions = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? process.execArgv), ...guard] });
    }
  };
}

function guardedLookup(original: typeof dns.lookup, loopback: boolean) {
  return (host: string, ...rest: unknown[]) => {
    if (!(loopback && isLoopback(host))) refuse("a name look-up");
    return (original as (...all: unknown[]) => void)(host, ...rest);
  };
}

/** Host or path from the forms of `connect` (options, port and host, path, or the normalised list that node passes itself). */
function targetOf(args: readonly unknown[]): { host?: string; path?: string | null } {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === "object" && first !== null) return first as { host?: string; path?: string | null };
  if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
  return { host: typeof args[1] === "string" ? args[1] : "localhost" };
}

function isLoopback(host = "localhost"): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function refuse(what: string): never {
  throw disclosureError(
    "restricted-run-is-offline",
    `${what} was tried in a run on restricted data, which makes none. Fetch public files before, with link-workers fetch.`,
  );
}
