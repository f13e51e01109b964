import { type DenyNetworkOptions, denyNetwork } from "./denyNetwork";

/** Variables that make a process call out, load other code or keep a history. */
const REMOVED = /^(?:(?:https?|ftp|all|no)_proxy|node_options|node_debug|node_extra_ca_certs|node_repl_history)$/i;

/** What is in force while a process works on restricted data. */
export interface RestrictedEnvironment {
  /** Environment for child processes. */
  readonly childEnv: NodeJS.ProcessEnv;
  /** Lifts the guards, for tests. */
  leave(): void;
}

/**
 * Guards this process for work on restricted data: no connections, files that only their owner can read, no proxies or injected
 * options for children.
 */
export function restrictedEnvironment(options: DenyNetworkOptions = {}): RestrictedEnvironment {
  const allow = denyNetwork(options);
  const mask = process.umask(0o077);
  const childEnv = Object.fromEntries(Object.entries(process.env).filter(([name]) => !REMOVED.test(name)));
  return {
    childEnv,
    leave: () => {
      allow();
      process.umask(mask);
    },
  };
}
