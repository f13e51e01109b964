import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";

/** Writes a gzip file whose header names no operating system, so that its bytes do not depend on the machine's. */
export function writeGzip(file: string, content: Buffer | string): void {
  const packed = gzipSync(content, { level: 6 });
  packed[9] = 0xff;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, packed);
}
