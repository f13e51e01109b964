import { HttpError } from "./httpError";
import { type KernelModel, LiveKernel, type StartKernel } from "./liveKernel";

/** The only kernel on offer, under the name that the notebooks carry. */
export const KERNEL_NAME = "tslab";

/** `GET /api/kernelspecs` */
export const KERNEL_SPECS = {
  default: KERNEL_NAME,
  kernelspecs: {
    [KERNEL_NAME]: {
      name: KERNEL_NAME,
      spec: {
        // Started by this server only.
        argv: [] as string[],
        env: {},
        display_name: "TypeScript (link-workers)",
        language: "typescript",
        interrupt_mode: "message",
        metadata: {},
      },
      resources: {},
    },
  },
};

/** The kernels of a review, up to a number. */
export class KernelPool {
  readonly #kernels = new Map<string, LiveKernel>();
  readonly #start: StartKernel;
  readonly #most: number;
  #closed: boolean = false;

  constructor(start: StartKernel, most: number) {
    this.#start = start;
    this.#most = most;
  }

  list(): KernelModel[] {
    return [...this.#kernels.values()].map((kernel) => kernel.model());
  }

  /** @throws {HttpError} 404 */
  get(id: string): LiveKernel {
    const kernel = this.#kernels.get(id);
    if (!kernel) throw new HttpError(404, `Kernel does not exist: ${id}`);
    return kernel;
  }

  /** @throws {HttpError} 400 for another kernel's name, 429 when there are too many */
  create(name: string = KERNEL_NAME): LiveKernel {
    if (name !== KERNEL_NAME) throw new HttpError(400, `No such kernel: ${name}. There is ${KERNEL_NAME}.`);
    if (this.#closed) throw new HttpError(503, "The review is closing.");
    if (this.#kernels.size >= this.#most)
      throw new HttpError(
        429,
        `${this.#most} kernels are running, no more may be started. Stop one that is not needed.`,
      );
    const kernel = new LiveKernel(name, this.#start);
    this.#kernels.set(kernel.id, kernel);
    return kernel;
  }

  async remove(id: string): Promise<void> {
    const kernel = this.get(id);
    this.#kernels.delete(id);
    await kernel.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#kernels.keys()].map((id) => this.remove(id)));
  }
}
