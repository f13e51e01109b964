import { token } from "./api.mjs";

/** What is used of `@jupyterlab/services`, whose bundle puts itself on the window under this name. */
interface Services {
  readonly ServerConnection: { makeSettings(options: object): object };
  readonly SessionAPI: {
    startSession(options: object, settings: object): Promise<SessionModel>;
    shutdownSession(id: string, settings: object): Promise<void>;
  };
  readonly ContentsManager: new (options: {
    serverSettings: object;
  }) => {
    get(path: string): Promise<{ content: NotebookJson }>;
  };
  readonly KernelConnection: new (options: { model: object; serverSettings: object }) => KernelConnection;
}

interface SessionModel {
  readonly id: string;
  readonly kernel: object;
}

export interface KernelMessage {
  readonly header: { readonly msg_type: string };
  // biome-ignore lint/suspicious/noExplicitAny: contents differ by message type
  readonly content: Readonly<Record<string, any>>;
}

interface KernelConnection {
  readonly status: string;
  readonly isDisposed: boolean;
  readonly statusChanged: { connect(slot: (sender: unknown, status: string) => void): void };
  requestExecute(content: object): {
    onIOPub: (message: KernelMessage) => void;
    readonly done: Promise<KernelMessage>;
  };
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  dispose(): void;
}

/** A cell as in a notebook file. */
export interface CellJson {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly id?: string;
}

export interface NotebookJson {
  readonly cells: readonly CellJson[];
}

const library = (): Services => (globalThis as unknown as Record<string, Services>)["@jupyterlab/services"];
let made: object | undefined;

function settings(): object {
  made ??= library().ServerConnection.makeSettings({
    baseUrl: `${location.origin}/`,
    wsUrl: `${location.origin.replace(/^http/, "ws")}/`,
    token,
    appendToken: true,
  });
  return made;
}

export async function readNotebook(name: string): Promise<NotebookJson> {
  const contents = new (library().ContentsManager)({ serverSettings: settings() });
  return (await contents.get(`${name}.ipynb`)).content;
}

/** How a run of a cell ended; `lost` when the kernel went away or was restarted. */
export interface RunEnd {
  readonly status: "ok" | "error" | "aborted" | "lost";
  readonly count: number | null;
}

/** The kernel of one notebook on this page, started at its first use and ended with the page. */
export class PageKernel {
  readonly #path: string;
  readonly #onState: (state: string) => void;
  #session: string | undefined;
  #connection: KernelConnection | undefined;
  #starting: Promise<KernelConnection> | undefined;

  constructor(notebook: string, onState: (state: string) => void) {
    // Each page has kernels of its own: what another page did must not show here.
    this.#path = `${notebook}.ipynb#${crypto.randomUUID()}`;
    this.#onState = onState;
    addEventListener("pagehide", () => this.#leave());
  }

  /** True when cells that were run are still in its memory. */
  get alive(): boolean {
    return this.#connection !== undefined && !this.#connection.isDisposed;
  }

  async execute(code: string, onMessage: (message: KernelMessage) => void): Promise<RunEnd> {
    const kernel = await this.#get();
    const future = kernel.requestExecute({ code, stop_on_error: true, allow_stdin: false });
    future.onIOPub = onMessage;
    try {
      const { content } = await future.done;
      return { status: content.status, count: content.execution_count ?? null };
    } catch {
      return { status: "lost", count: null };
    }
  }

  async interrupt(): Promise<void> {
    await this.#connection?.interrupt();
  }

  async restart(): Promise<void> {
    if (!this.alive) return;
    await this.#connection?.restart();
  }

  async stop(): Promise<void> {
    const session = this.#session;
    this.#forget();
    if (session) await library().SessionAPI.shutdownSession(session, settings());
    this.#onState("not started");
  }

  async #get(): Promise<KernelConnection> {
    if (this.#connection && !this.alive) this.#forget();
    this.#starting ??= this.#start().catch((error) => {
      this.#forget();
      this.#onState("not started");
      throw error;
    });
    return this.#starting;
  }

  async #start(): Promise<KernelConnection> {
    this.#onState("starting");
    const request = { path: this.#path, name: this.#path, type: "notebook", kernel: { name: "tslab" } };
    const session = await library().SessionAPI.startSession(request, settings());
    this.#session = session.id;
    const kernel = new (library().KernelConnection)({ model: session.kernel, serverSettings: settings() });
    kernel.statusChanged.connect((_sender, status) => this.#onState(status));
    this.#connection = kernel;
    return kernel;
  }

  #forget(): void {
    this.#connection?.dispose();
    this.#connection = undefined;
    this.#starting = undefined;
    this.#session = undefined;
  }

  /** The page goes: a request that outlives it ends the kernel. */
  #leave(): void {
    if (!this.#session) return;
    const headers = { Authorization: `token ${token}` };
    void fetch(`/api/sessions/${this.#session}`, { method: "DELETE", keepalive: true, headers });
    this.#forget();
  }
}
