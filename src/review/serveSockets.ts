import type { Server } from "node:http";
import type { Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type AccessRules, checkAccess } from "./access";
import { HttpError } from "./httpError";
import type { KernelPool } from "./kernelPool";
import { connectSocket } from "./kernelSocket";
import type { ReviewLimits } from "./limits";
import { requestAddress } from "./reviewRoutes";
import { BINARY_PROTOCOL } from "./wire";

/** Takes the WebSockets of a server to their kernels; returns how to end them all. */
export function serveSockets(
  server: Server,
  kernels: KernelPool,
  rules: AccessRules,
  limits: ReviewLimits,
): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(BINARY_PROTOCOL) ? BINARY_PROTOCOL : false),
  });
  const open = new Set<Socket>();
  server.on("upgrade", (request, socket: Socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      const { url, pieces } = requestAddress(request, rules.port);
      checkAccess(request, url, undefined, rules);
      const serve = socketAt(pieces, kernels, limits);
      if (open.size >= limits.sockets) throw new HttpError(429, "Too many connections");
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      sockets.handleUpgrade(request, socket, head, serve);
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  });
  return () => {
    sockets.close();
    for (const socket of open) socket.destroy();
  };
}

/** What serves the WebSocket of a path. @throws {HttpError} 404 */
function socketAt(pieces: readonly string[], kernels: KernelPool, limits: ReviewLimits): (socket: WebSocket) => void {
  const path = pieces.join("/");
  // Clients keep this one open; there are no events here.
  if (path === "api/events/subscribe") return (socket) => void socket.on("error", () => socket.terminate());
  const id = /^api\/kernels\/([^/]+)\/channels$/.exec(path)?.[1];
  if (id === undefined) throw new HttpError(404, "Not found");
  const kernel = kernels.get(id);
  return (socket) => connectSocket(socket, kernel, limits);
}
