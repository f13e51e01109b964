import type { Random } from "../../util/random";

/** A distribution over answer codes as 256 equally likely entries: one random byte gives a code. */
export type CodeTable = Int8Array;

/** Table of a distribution written as code:share pairs, e.g. "1:40 2:55 -3:5"; shares are relative, rounded to 1/256. */
export function codeTable(distribution: string): CodeTable {
  const pairs = distribution.split(" ").map((pair) => pair.split(":").map(Number));
  const total = pairs.reduce((sum, [, share]) => sum + share, 0);
  const table = new Int8Array(256);
  let running = 0;
  let next = 0;
  for (const [code, share] of pairs) {
    running += share / total;
    while (next < Math.round(running * 256)) table[next++] = code;
  }
  return table;
}

/** Random bytes, four from each draw. */
export class Bytes {
  private word = 0;
  private left = 0;

  constructor(private readonly random: Random) {}

  next(): number {
    if (this.left === 0) {
      this.word = this.random.bits();
      this.left = 4;
    }
    this.left--;
    const byte = this.word & 0xff;
    this.word >>>= 8;
    return byte;
  }

  /** True with the given chance in 256. */
  chance(of256: number): boolean {
    return this.next() < of256;
  }

  code(table: CodeTable): number {
    return table[this.next()];
  }
}
