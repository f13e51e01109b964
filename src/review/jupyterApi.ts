import { type Answer, json } from "./http";
import { HttpError } from "./httpError";
import { KERNEL_SPECS, type KernelPool } from "./kernelPool";
import type { NotebookFiles } from "./notebookFiles";
import type { SessionRequest, Sessions } from "./sessions";

/** What the interface works on. */
export interface JupyterParts {
  readonly kernels: KernelPool;
  readonly sessions: Sessions;
  readonly notebooks: NotebookFiles;
}

/** A request below `/api`: its path in pieces, decoded. */
export interface ApiRequest {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  body(): Promise<unknown>;
}

/** Version of the Jupyter Server whose interface this follows. */
const INTERFACE_VERSION = "2.14.0";

/**
 * Kernels, sessions, kernel specifications and (for reading) notebooks, as Jupyter Server has them, so that VS Code, Thebe and
 * `@jupyterlab/services` can use the kernels of this project. Without terminals, settings and writing of files.
 * @throws {HttpError}
 */
export async function jupyterApi(request: ApiRequest, parts: JupyterParts): Promise<Answer> {
  const [area, ...rest] = request.path;
  switch (area) {
    case undefined:
      return json({ version: INTERFACE_VERSION });
    case "status":
      return json(status(parts.kernels));
    case "me":
      return json({ identity: IDENTITY, permissions: {} });
    case "kernelspecs":
      return kernelSpecs(request, rest);
    case "kernels":
      return kernels(request, rest, parts.kernels);
    case "sessions":
      return sessions(request, rest, parts.sessions);
    case "contents":
      return contents(request, rest, parts.notebooks);
    default:
      throw new HttpError(404, `Not part of this server: /api/${request.path.join("/")}`);
  }
}

const IDENTITY = { username: "reviewer", name: "Reviewer", display_name: "Reviewer", initials: "R", color: null };

function status(pool: KernelPool): object {
  const models = pool.list();
  const connections = models.reduce((sum, model) => sum + model.connections, 0);
  const latest = models.reduce((last, model) => (model.last_activity > last ? model.last_activity : last), "");
  return { started: null, last_activity: latest || null, connections, kernels: models.length };
}

function kernelSpecs({ method }: ApiRequest, [name]: readonly string[]): Answer {
  if (method !== "GET") throw notAllowed(method);
  if (name === undefined) return json(KERNEL_SPECS);
  const spec = Object.entries(KERNEL_SPECS.kernelspecs).find(([key]) => key === name)?.[1];
  if (!spec) throw new HttpError(404, `No such kernel: ${name}`);
  return json(spec);
}

async function kernels(request: ApiRequest, [id, action]: readonly string[], pool: KernelPool): Promise<Answer> {
  const { method } = request;
  if (id === undefined) {
    if (method === "GET") return json(pool.list());
    if (method !== "POST") throw notAllowed(method);
    const { name } = record(await request.body());
    const model = pool.create(typeof name === "string" ? name : undefined).model();
    return json(model, 201, `/api/kernels/${model.id}`);
  }
  const kernel = pool.get(id);
  if (action === undefined && method === "GET") return json(kernel.model());
  if (action === undefined && method === "DELETE") {
    await pool.remove(id);
    return { kind: "empty" };
  }
  if (method !== "POST") throw notAllowed(method);
  if (action === "interrupt") {
    kernel.interrupt();
    return { kind: "empty" };
  }
  if (action !== "restart") throw new HttpError(404, `No such action: ${action}`);
  await kernel.restart();
  return json(kernel.model());
}

async function sessions(request: ApiRequest, [id]: readonly string[], all: Sessions): Promise<Answer> {
  const { method } = request;
  if (id === undefined) {
    if (method === "GET") return json(all.list());
    if (method !== "POST") throw notAllowed(method);
    const session = all.create(record(await request.body()) as SessionRequest);
    return json(session, 201, `/api/sessions/${session.id}`);
  }
  if (method === "GET") return json(all.get(id));
  if (method === "PATCH") return json(all.change(id, record(await request.body()) as SessionRequest));
  if (method !== "DELETE") throw notAllowed(method);
  await all.remove(id);
  return { kind: "empty" };
}

function contents({ method, query }: ApiRequest, path: readonly string[], notebooks: NotebookFiles): Answer {
  if (method !== "GET")
    throw new HttpError(405, "Notebooks of the report are for reading; the review page saves copies.");
  if (path.at(-1) === "checkpoints") return json([]);
  return json(notebooks.contents(path.join("/"), query.get("content") !== "0"));
}

function record(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== "object" || Array.isArray(body)) throw new HttpError(400, "The body must be a JSON object.");
  return body as Record<string, unknown>;
}

function notAllowed(method: string): HttpError {
  return new HttpError(405, `Method not allowed here: ${method}`);
}
