/** The distinct texts of a column, numbered as they are met. Texts are looked up by their bytes, so that only new ones become strings. */
export class TextDictionary {
  /** By position. */
  readonly texts: string[] = [];
  /** How often each text was looked up, by position. */
  readonly counts: number[] = [];
  /** Bytes of all texts on end; text `i` ends at `ends[i]`. */
  private bytes: Uint8Array = new Uint8Array(1 << 12);
  private ends: Uint32Array = new Uint32Array(1 << 8);
  /** Positions by hash, open addressing; -1 = free. More than twice as many as texts. */
  private slots: Int32Array = new Int32Array(1 << 10).fill(-1);

  /** Position of the ASCII text `source[start..end)`. */
  position(source: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashOf(source, start, end) & mask; ; slot = (slot + 1) & mask) {
      const at = this.slots[slot];
      if (at < 0) return this.add(source, start, end, slot);
      if (!this.holds(at, source, start, end)) continue;
      this.counts[at]++;
      return at;
    }
  }

  private holds(at: number, source: Uint8Array, start: number, end: number): boolean {
    const from = at === 0 ? 0 : this.ends[at - 1];
    if (this.ends[at] - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.bytes[from + i - start] !== source[i]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, end: number, slot: number): number {
    const at = this.texts.length;
    const from = at === 0 ? 0 : this.ends[at - 1];
    const till = from + end - start;
    if (at === this.ends.length) this.ends = larger(this.ends, 2 * at);
    if (till > this.bytes.length) this.bytes = larger(this.bytes, 2 * till);
    this.bytes.set(source.subarray(start, end), from);
    this.ends[at] = till;
    this.slots[slot] = at;
    this.texts.push(Buffer.from(source.subarray(start, end)).toString("latin1"));
    this.counts.push(1);
    if (2 * this.texts.length >= this.slots.length) this.rehash();
    return at;
  }

  private rehash(): void {
    const mask = 4 * this.slots.length - 1;
    this.slots = new Int32Array(mask + 1).fill(-1);
    for (let at = 0; at < this.texts.length; at++) {
      let slot = hashOf(this.bytes, at === 0 ? 0 : this.ends[at - 1], this.ends[at]) & mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = at;
    }
  }
}

/** FNV-1a, its high bits folded in. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i], 0x01000193);
  return hash ^ (hash >>> 15);
}

function larger<Array extends Uint8Array | Uint32Array>(array: Array, length: number): Array {
  const made = new (array.constructor as new (length: number) => Array)(length);
  made.set(array);
  return made;
}
