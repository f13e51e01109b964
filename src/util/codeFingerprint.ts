import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Digest of the code (by default compiled) below a folder: derived files carry it in their key, so that changed code never meets a stale file. */
export function codeFingerprint(folder: string, extension = ".js"): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(extension));
  for (const name of files.sort()) hash.update(name.replaceAll("\\", "/")).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}
