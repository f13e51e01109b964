import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeFingerprint } from "./codeFingerprint";
import { packageRoot } from "./packageRoot";

/** Version of this software and the start of the digest of its source: `0.1.0+3f2a…`. */
export function codeVersion(): string {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return `${version}+${codeFingerprint(join(root, "src"), ".ts").slice(0, 16)}`;
}
