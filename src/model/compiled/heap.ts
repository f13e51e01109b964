import { Arena, type Region } from "./arena";
import { BLOCK, type Kernels, kernelsOn } from "./kernels";

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

interface ArrayKind<A extends NumberArray> {
  new (buffer: ArrayBufferLike, offset: number, length: number): A;
  readonly BYTES_PER_ELEMENT: number;
}

/** Pages of 64 kB that a memory may grow to: the 4 GB that an address of 32 bits reaches. */
const MOST_PAGES = 65536;

/** A memory that the compiled loops work on. Its first page stays free, so that no array lies at address 0. */
export function newMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
}

/**
 * Typed arrays in a memory that the compiled loops and JavaScript share, threads too: permanent ones, and those of one piece of work,
 * which are taken back when it ends.
 */
export class Heap {
  readonly kernels: Kernels;
  private readonly permanent: Arena;
  private work: Arena;
  private readonly buffers = new WeakSet<ArrayBufferLike>();

  constructor(readonly memory: WebAssembly.Memory) {
    this.kernels = kernelsOn(memory);
    this.permanent = new Arena(memory);
    this.work = new Arena(memory);
  }

  /** Runs `task`; the arrays made in it are taken back at its end, so that its result must hold none of them. */
  scoped<T>(task: () => T): T {
    const mark = this.work.mark();
    try {
      return task();
    } finally {
      this.work.release(mark);
    }
  }

  /** A copy of an array that stays as long as the memory. */
  keep<A extends NumberArray>(array: A): A {
    const kept = this.lasting(array.constructor as ArrayKind<A>, array.length);
    kept.set(array);
    return kept;
  }

  /** An array that stays as long as the memory, holding anything. */
  lasting<A extends NumberArray>(Kind: ArrayKind<A>, length: number): A {
    const address = this.permanent.allocate(length * Kind.BYTES_PER_ELEMENT);
    return new Kind(this.buffer(), address, length);
  }

  /** Arrays for the current work: zeroed, or holding anything. */
  uint8(length: number, zeroed = true): Uint8Array {
    return this.fresh(Uint8Array, length, zeroed);
  }

  uint16(length: number, zeroed = true): Uint16Array {
    return this.fresh(Uint16Array, length, zeroed);
  }

  uint32(length: number, zeroed = true): Uint32Array {
    return this.fresh(Uint32Array, length, zeroed);
  }

  float64(length: number, zeroed = true): Float64Array {
    return this.fresh(Float64Array, length, zeroed);
  }

  /** Address of an array: its own when it lies here, else that of a copy for the current work. */
  at(array: NumberArray): number {
    if (this.holds(array)) return array.byteOffset;
    const address = this.work.allocate(array.byteLength);
    this.view(array, address, array.length).set(array);
    return address;
  }

  /** Gives the address of an array's entries `from` to `to`; entries outside the heap are copied into one place as they are asked for. */
  stretchOf(array: NumberArray): (from: number, to: number) => number {
    if (this.holds(array)) return (from) => array.byteOffset + from * array.BYTES_PER_ELEMENT;
    const room = this.view(array, this.work.allocate(BLOCK * array.BYTES_PER_ELEMENT), BLOCK);
    return (from, to) => {
      room.set(array.subarray(from, to));
      return room.byteOffset;
    };
  }

  /** The stretches of memory for pieces of work, given away: another thread may use them. */
  lend(): Region[] {
    const { regions } = this.work;
    this.work = new Arena(this.memory);
    return regions;
  }

  /** Uses stretches that were lent. */
  adopt(regions: readonly Region[]): void {
    this.work = new Arena(this.memory, [...this.work.regions, ...regions]);
  }

  /** Takes the buffer of arrays that another thread made in this memory for the memory's. */
  recognise(buffer: ArrayBufferLike): void {
    this.buffers.add(buffer);
  }

  private holds({ buffer }: NumberArray): boolean {
    return this.buffers.has(buffer);
  }

  private fresh<A extends NumberArray>(Kind: ArrayKind<A>, length: number, zeroed: boolean): A {
    const address = this.work.allocate(length * Kind.BYTES_PER_ELEMENT);
    const array = new Kind(this.buffer(), address, length);
    if (zeroed) array.fill(0);
    return array;
  }

  private view<A extends NumberArray>(like: A, address: number, length: number): A {
    const Kind = like.constructor as ArrayKind<A>;
    return new Kind(this.buffer(), address, length);
  }

  /** The memory as a buffer: another object each time that it has grown. */
  private buffer(): ArrayBufferLike {
    const { buffer } = this.memory;
    this.buffers.add(buffer);
    return buffer;
  }
}

const heaps = new WeakMap<WebAssembly.Memory, Heap>();

/** The heap of a memory in this thread. */
export function heapOf(memory: WebAssembly.Memory): Heap {
  const known = heaps.get(memory) ?? new Heap(memory);
  heaps.set(memory, known);
  return known;
}

/** Logarithm of an array's bytes per entry, by which compiled loops read codes of any width. */
export const widthOf = (codes: Uint8Array | Uint16Array | Uint32Array): number => codes.BYTES_PER_ELEMENT >>> 1;
