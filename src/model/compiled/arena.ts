import { StudyError } from "../../util/errors";

/** A stretch of a memory: addresses of its first byte and of the one after its last. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** Bytes by which a memory grows. */
const PAGE = 1 << 16;
/** Arrays begin at a multiple of this, and are followed by spare bytes that a narrow code may be read with. */
const ALIGNMENT = 64;
const SPARE = 8;

/** Where an arena's next array goes. */
export interface Mark {
  readonly region: number;
  readonly offset: number;
}

/**
 * Hands out stretches of a shared memory in order; what was handed out after a mark is taken back together. It grows the memory for what
 * it needs, so several arenas, also of several threads, can live in one memory without knowing of each other.
 */
export class Arena {
  private region = 0;
  private offset: number;

  constructor(
    private readonly memory: WebAssembly.Memory,
    readonly regions: Region[] = [],
  ) {
    this.offset = regions[0]?.start ?? 0;
  }

  /** Address of so many fresh bytes, whatever they hold. */
  allocate(bytes: number): number {
    const size = Math.ceil((bytes + SPARE) / ALIGNMENT) * ALIGNMENT;
    while (this.region < this.regions.length && this.offset + size > this.regions[this.region].end) {
      if (this.region === this.regions.length - 1) this.grow(this.offset + size - this.regions[this.region].end);
      else this.moveTo(this.region + 1);
    }
    if (this.region === this.regions.length) this.grow(size);
    const address = this.offset;
    this.offset += size;
    return address;
  }

  mark(): Mark {
    return { region: this.region, offset: this.offset };
  }

  /** Takes back all that was handed out since. */
  release({ region, offset }: Mark): void {
    this.region = region;
    this.offset = region === 0 && offset === 0 ? (this.regions[0]?.start ?? 0) : offset;
  }

  /** Adds pages to the last region when they follow it, else as a region of their own, where the next array then goes. */
  private grow(bytes: number): void {
    const pages = Math.ceil(bytes / PAGE);
    const last = this.regions.at(-1);
    const start = grown(this.memory, pages) * PAGE;
    if (last?.end === start) this.regions[this.regions.length - 1] = { start: last.start, end: start + pages * PAGE };
    else {
      this.regions.push({ start, end: start + pages * PAGE });
      this.moveTo(this.regions.length - 1);
    }
  }

  private moveTo(region: number): void {
    this.region = region;
    this.offset = this.regions[region].start;
  }
}

/** Adds pages to a memory and returns how many it had. */
function grown(memory: WebAssembly.Memory, pages: number): number {
  try {
    return memory.grow(pages);
  } catch {
    const message = `The estimator's memory of ${memory.buffer.byteLength >>> 20} MB cannot grow by ${Math.ceil((pages * PAGE) / (1 << 20))} MB more: a design holds 4 GB at most, and no more than the machine has. Count equal rows once with a frequency column, use fewer terms or a smaller sample.`;
    throw new StudyError("estimation", "design-fits-memory", message);
  }
}
