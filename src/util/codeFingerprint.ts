import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Digest of the compiled code below a folder: derived files carry it in their key, so that changed code never meets a stale file. */
export function codeFingerprint(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  for (const name of files.sort()) hash.update(name.replaceAll("\\", "/")).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}
