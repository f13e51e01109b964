import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startKernel } from "../notebook";
import { StudyError } from "../util/errors";
import { type AccessRules, checkPlace, isAllowed } from "./access";
import { type Answer, send, sendFailure } from "./http";
import { KernelPool } from "./kernelPool";
import { DEFAULT_LIMITS, type ReviewLimits } from "./limits";
import { NotebookFiles } from "./notebookFiles";
import { pageAssets } from "./reviewPage";
import { answerRequest, pageAddress, type ReviewParts } from "./reviewRoutes";
import { serveSockets } from "./serveSockets";
import { Sessions } from "./sessions";

export interface ReviewOptions {
  /** Folder of a built report: `index.html` and `notebooks/`. */
  readonly reportDir: string;
  /** Folder of its figures, linked as `../../figures/` or, when inside the report's, as that folder. */
  readonly figuresDir: string;
  /** Where copies are saved. */
  readonly saveDir: string;
  /** Working folder of the kernels. */
  readonly cwd: string;
  /** Added to the kernels' environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<ReviewLimits>;
}

/** A running review. */
export interface Review {
  readonly port: number;
  readonly token: string;
  /** Page of the report. Holds the token. */
  readonly pageUrl: string;
  /** For Jupyter clients. Holds the token. */
  readonly serverUrl: string;
  /** Ends the server and its kernels. */
  close(): Promise<void>;
}

/**
 * Serves a built report on the loopback address, with cells that run in kernels of this project.
 * @throws {StudyError} `report-is-built`, `port-is-free`, `package-is-installed`
 */
export async function startReview(options: ReviewOptions): Promise<Review> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { cwd, env, reportDir, figuresDir, saveDir } = options;
  if (!existsSync(join(reportDir, "index.html")))
    throw new StudyError("input", "report-is-built", `${reportDir}: no report there. Make it first: npm run report`);
  const kernels = new KernelPool((signal) => startKernel({ cwd, env, signal }), limits.kernels);
  const notebooks = new NotebookFiles(join(reportDir, "notebooks"));
  const sessions = new Sessions(kernels);
  const parts: ReviewParts = { kernels, sessions, notebooks, assets: pageAssets(), reportDir, figuresDir, saveDir };
  const server = createServer({ maxHeaderSize: 16_384 });
  const port = await listen(server, options.port ?? 0);
  const token = randomBytes(32).toString("hex");
  const rules: AccessRules = { token, port, allowedOrigins: options.allowedOrigins ?? [] };
  server.on("request", (request, response) => {
    answer(request, response, (ask) => answerRequest(ask, parts, rules, limits.messageBytes), rules)
      .then((one) => send(response, one))
      .catch((error) => sendFailure(response, error));
  });
  const endSockets = serveSockets(server, kernels, rules, limits);
  return {
    port,
    token,
    pageUrl: pageAddress(rules),
    serverUrl: `http://127.0.0.1:${port}/?token=${token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await kernels.close();
      endSockets();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Lets declared origins in (CORS); a preflight request cannot carry the token and gets no more than that. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  serve: (request: IncomingMessage) => Promise<Answer>,
  rules: AccessRules,
): Promise<Answer> {
  const { origin } = request.headers;
  if (origin !== undefined && isAllowed(origin, rules)) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
    response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
    response.setHeader("Vary", "Origin");
  }
  if (request.method !== "OPTIONS") return serve(request);
  checkPlace(request, rules);
  return { kind: "empty" };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return reject(error);
      reject(new StudyError("usage", "port-is-free", `Port ${port} is taken. Choose another or leave --port out.`));
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
