import type { ExecuteRequest, Executions } from "./executions";
import type { CellExecutor } from "./executor";
import type { JupyterHandler, TslabInternals, WireMessage, ZmqServer } from "./tslabInternals";

/** Requests tslab knows; it would print a warning into the running cell for any other. */
const KNOWN_REQUESTS = new Set([
  "kernel_info_request",
  "execute_request",
  "is_complete_request",
  "inspect_request",
  "complete_request",
  "comm_info_request",
  "shutdown_request",
]);

export interface ServerOptions {
  readonly connectionFile: string;
  readonly executor: CellExecutor;
  readonly executions: Executions;
  /** Version of the TypeScript that compiles cells. */
  readonly typescript: string;
  /** Called when a shutdown was asked for and the sockets are closing. */
  readonly onClose: () => void;
}

/** tslab's server with the messages it leaves out: `execute_input`, `error` and complete replies. */
export function createServer(tslab: TslabInternals, options: ServerOptions): ZmqServer {
  class Server extends tslab.jupyter.ZmqServer {
    override async handleShellMessage(socket: unknown, ...frames: Buffer[]): Promise<void> {
      const type = messageType(frames);
      if (type !== undefined && KNOWN_REQUESTS.has(type)) await super.handleShellMessage(socket, ...frames);
    }

    override async handleExecute(socket: unknown, message: WireMessage): Promise<void> {
      const send = (to: unknown, type: string, content: object): void => {
        const reply = message.createReply();
        reply.header.msg_type = type;
        reply.content = content;
        reply.signAndSend(this.connInfo.key, to);
      };
      const publish = (type: string, content: object): void => send(this.iopub, type, content);
      const content = await options.executions.add(message.content as ExecuteRequest, publish);
      send(socket, "execute_reply", content);
    }

    override close(): void {
      super.close();
      options.onClose();
    }
  }
  return new Server(createHandler(tslab, options), options.connectionFile);
}

/** tslab's handler; a failure of the compiler in a hint must not surface as an error of the running cell. */
function createHandler(tslab: TslabInternals, options: ServerOptions): JupyterHandler {
  class Handler extends tslab.jupyter.JupyterHandlerImpl {
    override handleKernel(): ReturnType<JupyterHandler["handleKernel"]> {
      const info = super.handleKernel();
      info.language_info.version = options.typescript;
      return info;
    }
    override handleInspect(request: object): object {
      try {
        return super.handleInspect(request);
      } catch {
        return { status: "ok", found: false, data: {}, metadata: {} };
      }
    }
    override handleComplete(request: { cursor_pos?: number }): object {
      try {
        return super.handleComplete(request);
      } catch {
        const cursor = request.cursor_pos ?? 0;
        return { status: "ok", matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
      }
    }
  }
  return new Handler(options.executor.inner, false);
}

function messageType(frames: readonly Buffer[]): string | undefined {
  const delimiter = frames.findIndex((frame) => frame.toString("latin1") === "<IDS|MSG>");
  const header = frames[delimiter + 2];
  return delimiter < 0 || !header ? undefined : JSON.parse(header.toString("utf8")).msg_type;
}
