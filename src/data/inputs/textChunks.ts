import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { isGzip } from "./csvScan";
import type { OpenedInput } from "./openInput";

const CHUNK = 1 << 18;

/** The text of an input as bytes, through gzip if it is compressed. A chunk is good until the next is asked for. */
export async function* textChunks(input: OpenedInput): AsyncGenerator<Buffer> {
  if (!isGzip(input)) return yield* fileBytes(input.textPath);
  const raw = createReadStream(input.textPath, { highWaterMark: CHUNK });
  try {
    for await (const chunk of raw.pipe(createGunzip())) yield chunk as Buffer;
  } finally {
    raw.destroy();
  }
}

/** The bytes of a file by way of one buffer, which streams make anew for every chunk: a chunk is good until the next is asked for. */
export async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(CHUNK);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
