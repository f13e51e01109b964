/**
 * A small seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, started from a hash of any
 * number of keys. Each purpose draws from its own keyed stream, so no result depends on the order of the work.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;
  private spare = Number.NaN;

  /** The stream of these keys, e.g. `new Random(seed, "practice", code)`. */
  constructor(...keys: readonly (string | number)[]) {
    [this.a, this.b, this.c, this.counter] = hashKeys(keys);
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform on (0, 1), never an end point. */
  uniform(): number {
    return (this.bits() + 0.5) / 4294967296;
  }

  /** Uniform integer from 0 to `below` - 1. */
  integer(below: number): number {
    return Math.floor((this.bits() / 4294967296) * below);
  }

  /** Standard normal, by the polar method of Marsaglia and Bray (1964). */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const kept = this.spare;
      this.spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r)) / r);
      this.spare = y * factor;
      return x * factor;
    }
  }

  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  /** The items in random order (Fisher-Yates), as a new array. */
  shuffle<T>(items: readonly T[]): T[] {
    const order = items.slice();
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** Puts the numbers in random order (Fisher-Yates). */
  shuffleInPlace(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}

/** Four 32-bit words from the keys: multiply-xorshift lanes finished as in MurmurHash3. Keys "1" and 1 are the same key. */
function hashKeys(keys: readonly (string | number)[]): [number, number, number, number] {
  const text = keys.join("\u0000");
  const lanes = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x5be0cd19];
  const factors = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i) + 1;
    for (let k = 0; k < 4; k++) {
      const mixed = Math.imul(lanes[k] ^ unit, factors[k]);
      lanes[k] = mixed ^ (mixed >>> 13) ^ lanes[(k + 1) & 3];
    }
  }
  return lanes.map(finish) as [number, number, number, number];
}

function finish(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
