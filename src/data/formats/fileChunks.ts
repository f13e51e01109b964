import type { SourceFile } from "./sourceFile";

/** Bytes of a file range in pieces of `chunkBytes` (the last may be shorter); the next piece is read while this one is used. */
export async function* fileChunks(
  source: SourceFile,
  start: number,
  end: number,
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  const buffers = [Buffer.alloc(0), Buffer.alloc(0)];
  const load = async (position: number, turn: number): Promise<Buffer> => {
    const length = Math.min(chunkBytes, end - position);
    if (buffers[turn].length < length) buffers[turn] = Buffer.from(new ArrayBuffer(length));
    const chunk = buffers[turn].subarray(0, length);
    await source.fill(chunk, position);
    return chunk;
  };
  yield* prefetched(
    start,
    (position) => position < end,
    (position) => position + chunkBytes,
    load,
  );
}

/** Values of `load` for successive positions, each loaded while the one before is in use; `load` may use two buffers by `turn`. */
export async function* prefetched<Position, Value>(
  first: Position,
  more: (position: Position) => boolean,
  step: (position: Position) => Position,
  load: (position: Position, turn: number) => Promise<Value>,
): AsyncGenerator<Value> {
  let turn = 0;
  let next = more(first) ? load(first, turn) : undefined;
  try {
    for (let position = first; next !== undefined; ) {
      const value = await next;
      position = step(position);
      turn = 1 - turn;
      next = more(position) ? load(position, turn) : undefined;
      // Its failure is thrown when it is awaited, or of no interest when the consumer stops before.
      next?.catch(() => {});
      yield value;
    }
  } finally {
    await next?.catch(() => {});
  }
}
