import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { escapeHtml } from "../util/escapeHtml";
import { packageRoot } from "../util/packageRoot";

/**
 * Opens an address in the reader's browser. It goes through a file only this user can read, since others on the machine see the
 * arguments of a command, and the address holds the token. A browser that does not come is no failure: the address was printed.
 */
export function openInBrowser(url: string): void {
  const folder = join(packageRoot(), ".cache");
  const file = join(folder, `review-${process.pid}.html`);
  mkdirSync(folder, { recursive: true });
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${escapeHtml(url)}"><title>Review</title>`;
  writeFileSync(file, page, { mode: 0o600 });
  process.once("exit", () => rmSync(file, { force: true }));
  const [command, ...rest] = opener(pathToFileURL(file).href);
  const child = spawn(command, rest, { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}

function opener(address: string): string[] {
  if (process.platform === "darwin") return ["open", address];
  if (process.platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", address];
  return ["xdg-open", address];
}
