import { randomUUID } from "node:crypto";
import { HttpError } from "./httpError";
import type { KernelPool } from "./kernelPool";
import type { KernelModel } from "./liveKernel";

/** `GET /api/sessions/<id>`: a notebook path and its kernel. */
export interface SessionModel {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly kernel: KernelModel;
  /** Kept for old clients. */
  readonly notebook: { readonly path: string; readonly name: string };
}

/** Body of `POST` and `PATCH /api/sessions`. */
export interface SessionRequest {
  readonly path?: string;
  readonly name?: string;
  readonly type?: string;
  readonly kernel?: { readonly id?: string | null; readonly name?: string | null } | null;
}

interface Entry {
  path: string;
  name: string;
  type: string;
  kernelId: string;
}

/** Sessions: at most one for a path, each with a kernel of the pool. */
export class Sessions {
  readonly #kernels: KernelPool;
  readonly #entries = new Map<string, Entry>();

  constructor(kernels: KernelPool) {
    this.#kernels = kernels;
  }

  list(): SessionModel[] {
    this.#forgetEnded();
    return [...this.#entries.keys()].map((id) => this.get(id));
  }

  /** @throws {HttpError} 404 */
  get(id: string): SessionModel {
    this.#forgetEnded();
    const entry = this.#entries.get(id);
    if (!entry) throw new HttpError(404, `Session not found: ${id}`);
    const { path, name, type, kernelId } = entry;
    return { id, path, name, type, kernel: this.#kernels.get(kernelId).model(), notebook: { path, name } };
  }

  /** The session of the path, or a new one with a new or the named kernel. */
  create(request: SessionRequest): SessionModel {
    const { path, name = "", type = "notebook", kernel } = request;
    if (typeof path !== "string" || path === "") throw new HttpError(400, "A session needs a path.");
    const known = this.list().find((session) => session.path === path);
    if (known) return known;
    const id = randomUUID();
    this.#entries.set(id, { path, name: String(name), type: String(type), kernelId: this.#kernelFor(kernel) });
    return this.get(id);
  }

  change(id: string, request: SessionRequest): SessionModel {
    this.get(id);
    const entry = this.#entries.get(id)!;
    for (const key of ["path", "name", "type"] as const)
      if (typeof request[key] === "string") entry[key] = request[key];
    if (request.kernel) entry.kernelId = this.#kernelFor(request.kernel);
    return this.get(id);
  }

  /** Ends the session and its kernel. */
  async remove(id: string): Promise<void> {
    const { kernel } = this.get(id);
    this.#entries.delete(id);
    await this.#kernels.remove(kernel.id);
  }

  #kernelFor(kernel: SessionRequest["kernel"]): string {
    return kernel?.id ? this.#kernels.get(kernel.id).id : this.#kernels.create(kernel?.name ?? undefined).id;
  }

  /** Sessions whose kernel was ended by itself. */
  #forgetEnded(): void {
    const living = new Set(this.#kernels.list().map(({ id }) => id));
    for (const [id, { kernelId }] of this.#entries) if (!living.has(kernelId)) this.#entries.delete(id);
  }
}
