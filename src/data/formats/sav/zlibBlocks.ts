import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { prefetched } from "../fileChunks";
import { damaged, fileError } from "../fileError";
import type { SourceFile } from "../sourceFile";

/** One compressed piece of the data of a `.zsav` file. */
export interface ZlibBlock {
  readonly position: number;
  readonly compressed: number;
  readonly uncompressed: number;
}

/** SPSS and PSPP write blocks of 4 MB. */
const MAX_BLOCK = 64 << 20;
/** Deflate cannot do better; a block that claims more is not one. */
const MAX_RATIO = 1040;

/** Reads the table of blocks at the end of the file (PSPP developer's guide, "ZLIB Data"); `position` = start of the data. */
export async function readZlibBlocks(
  source: SourceFile,
  position: number,
  littleEndian: boolean,
): Promise<readonly ZlibBlock[]> {
  const { name, size } = source;
  const header = view(await source.read(position, 24));
  const [own, trailer, length] = [0, 8, 16].map((at) => Number(header.getBigInt64(at, littleEndian)));
  if (own !== position || trailer < position + 24 || length < 24 || trailer + length !== size)
    throw damaged(name, "has no table of compressed blocks at its end");
  const table = view(await source.read(trailer, length));
  const count = table.getInt32(20, littleEndian);
  if (count < 0 || 24 + 24 * count !== length) throw damaged(name, "states an impossible number of compressed blocks");
  const blocks: ZlibBlock[] = [];
  let [from, to] = [position + 24, position];
  for (let i = 0; i < count; i++) {
    const at = 24 + 24 * i;
    const [plain, packed] = [at, at + 8].map((field) => Number(table.getBigInt64(field, littleEndian)));
    const [uncompressed, compressed] = [at + 16, at + 20].map((field) => table.getInt32(field, littleEndian));
    if (plain !== to || packed !== from || compressed <= 0 || uncompressed < 0 || uncompressed > compressed * MAX_RATIO)
      throw damaged(name, `states an impossible compressed block ${i + 1}`);
    if (uncompressed > MAX_BLOCK)
      throw fileError(
        name,
        "block-size",
        "has a compressed block of over 64 MB. Save it again in SPSS or PSPP, or as .sav.",
      );
    // PSPP writes one empty block for no rows.
    if (uncompressed > 0) blocks.push({ position: from, compressed, uncompressed });
    from += compressed;
    to += uncompressed;
  }
  if (from !== trailer) throw damaged(name, "has bytes between its compressed blocks and their table");
  return blocks;
}

const view = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

const inflateBlock = promisify<Buffer, { maxOutputLength: number; chunkSize: number }, Buffer>(inflate);

/** The blocks one after another, decompressed; the next is decompressed, and the one after it read, while this one is used. */
export function inflatedBlocks(source: SourceFile, blocks: readonly ZlibBlock[]): AsyncGenerator<Buffer> {
  const more = (i: number) => i < blocks.length;
  const step = (i: number) => i + 1;
  const packed = prefetched(0, more, step, (i) => source.read(blocks[i].position, blocks[i].compressed));
  return prefetched(0, more, step, async (i) => {
    const { uncompressed } = blocks[i];
    // In one piece: an empty block was left out, and a size below the least chunk is harmless.
    const options = { maxOutputLength: uncompressed, chunkSize: Math.max(64, uncompressed) };
    const plain = await inflateBlock((await packed.next()).value, options).catch(() => undefined);
    if (plain?.length !== uncompressed) throw damaged(source.name, `cannot be decompressed in block ${i + 1}`);
    return plain;
  });
}
