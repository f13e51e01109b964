/**
 * The parts of tslab 1.0.22 (pinned exactly) that the launcher builds on, typed as far as they are used here.
 * Its own declarations pull in a whole second TypeScript, so they are not imported.
 */

export interface Diagnostic {
  readonly code: number;
  readonly messageText: string;
}

export interface ConvertResult {
  readonly diagnostics: readonly Diagnostic[];
}

/** Type-checks a cell and compiles it to JavaScript. */
export interface Converter {
  convert(previousDeclarations: string, source: string): ConvertResult;
  inspect(previousDeclarations: string, source: string, position: number): unknown;
  complete(previousDeclarations: string, source: string, position: number): unknown;
  addModule(name: string, content: string, meta?: unknown): unknown;
  close(): void;
}

export interface ConverterSet {
  readonly node: Converter;
  readonly browser: Converter;
  close(): void;
}

export interface Executor {
  /** False after an error, which has gone to the console given to `createExecutor`. */
  execute(source: string): Promise<boolean>;
  interrupt(): void;
  close(): void;
}

/** Where the executor sends results (`log`) and errors (`error`: one argument at run time, five for a compiler message). */
export interface ExecutorConsole {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

export interface DisplayData {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: Readonly<Record<string, unknown>>;
}

export interface WireMessage {
  readonly header: { msg_type: string };
  content: object;
  createReply(): WireMessage;
  signAndSend(key: string, socket: unknown): void;
}

export interface JupyterHandler {
  handleKernel(): { language_info: { version: string } };
  handleInspect(request: object): object;
  handleComplete(request: object): object;
  close(): void;
}

export interface ZmqServer {
  readonly connInfo: { readonly key: string };
  readonly iopub: unknown;
  init(): Promise<void>;
  handleShellMessage(socket: unknown, ...frames: Buffer[]): Promise<void>;
  handleExecute(socket: unknown, message: WireMessage): Promise<void>;
  close(): void;
}

export interface TslabInternals {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
  createExecutor(rootDir: string, converters: ConverterSet, console: ExecutorConsole): Executor;
  readonly jupyter: {
    lastWriteDisplayData: ((data: DisplayData, update: boolean) => void) | null;
    readonly JupyterHandlerImpl: new (executor: Executor, isJs: boolean) => JupyterHandler;
    readonly ZmqServer: new (handler: JupyterHandler, configPath: string) => ZmqServer;
  };
}

/** Loads tslab. Replacements of modules it uses (sockets, compiler) must be in place before. */
export function loadTslab(): TslabInternals {
  return {
    createConverter: require("tslab/dist/converter").createConverter,
    createExecutor: require("tslab/dist/executor").createExecutor,
    jupyter: require("tslab/dist/jupyter"),
  };
}
