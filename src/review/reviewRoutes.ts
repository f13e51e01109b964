import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { collectResults } from "../results/collectResults";
import { type AccessRules, checkAccess } from "./access";
import { type Answer, json, readJson } from "./http";
import { HttpError } from "./httpError";
import { type JupyterParts, jupyterApi } from "./jupyterApi";
import type { NotebookFiles } from "./notebookFiles";
import { printedRecords, renderOutput } from "./renderOutput";
import type { PageAssets } from "./reviewPage";
import { saveCopy } from "./saveCopy";
import { servedFile } from "./servedFiles";

/** What the addresses of a review lead to. */
export interface ReviewParts extends JupyterParts {
  readonly assets: PageAssets;
  readonly reportDir: string;
  readonly figuresDir: string;
  readonly saveDir: string;
}

/** Where the page stands below the token, so that the report's relative links hold. */
const PAGE = ["report", "out", "index.html"];

/** The address of the page, which holds the token. */
export function pageAddress({ port, token }: AccessRules): string {
  return `http://127.0.0.1:${port}/${[token, ...PAGE].join("/")}`;
}

/**
 * Answers a request: `/api/...` for Jupyter clients, `/<token>/report/out/...`, `/<token>/figures/...` and `/<token>/review/...` for
 * the page.
 * @throws {HttpError}
 */
export async function answerRequest(
  request: IncomingMessage,
  parts: ReviewParts,
  rules: AccessRules,
  mostBytes: number,
): Promise<Answer> {
  const { url, pieces } = requestAddress(request, rules.port);
  const [token, ...rest] = pieces;
  const isApi = token === "api";
  checkAccess(request, url, isApi ? undefined : token, rules);
  const method = request.method ?? "GET";
  const body = (): Promise<unknown> => readJson(request, mostBytes);
  if (isApi) return jupyterApi({ method, path: rest, query: url.searchParams, body }, parts);
  if (method === "GET" || method === "HEAD") return readRoute(rest, parts, rules);
  if (method === "POST" && rest.length === 2 && rest[0] === "review") return act(rest[1], await body(), parts);
  throw new HttpError(405, `Method not allowed here: ${method}`);
}

/** The address in decoded pieces. @throws {HttpError} 400 */
export function requestAddress(request: IncomingMessage, port: number): { url: URL; pieces: string[] } {
  try {
    const url = new URL(`http://127.0.0.1:${port}${request.url?.startsWith("/") ? request.url : "/"}`);
    const pieces = url.pathname.split("/").filter((piece) => piece !== "");
    return { url, pieces: pieces.map((piece) => decodeURIComponent(piece)) };
  } catch {
    throw new HttpError(400, "Bad address.");
  }
}

function readRoute(pieces: readonly string[], parts: ReviewParts, rules: AccessRules): Answer {
  const [place, ...rest] = pieces;
  if (place === undefined) return { kind: "redirect", location: pageAddress(rules) };
  if (pieces.join("/") === PAGE.join("/"))
    return parts.assets.page(readFileSync(join(parts.reportDir, "index.html"), "utf8"), rules.port);
  if (place === "report" && rest[0] === "out") return servedFile(parts.reportDir, rest.slice(1));
  if (place === "figures") return servedFile(parts.figuresDir, rest);
  if (place !== "review" || rest.length !== 1) throw new HttpError(404, "Not part of this review.");
  return rest[0] === "published" ? json(published(parts.notebooks)) : parts.assets.asset(rest[0]);
}

function act(action: string, body: unknown, { notebooks, saveDir }: ReviewParts): Answer {
  const { data, anchor, name, notebook } = (body ?? {}) as Record<string, unknown>;
  if (action === "render") {
    if (typeof data !== "object" || data === null) throw new HttpError(400, "There is no output to show.");
    return json(renderOutput(data as Record<string, unknown>, String(anchor ?? "live")));
  }
  if (action !== "save") throw new HttpError(404, "Not part of this review.");
  if (typeof name !== "string" || !notebooks.names().includes(name)) throw new HttpError(404, "No such notebook.");
  return json({ file: saveCopy(saveDir, name, notebook) }, 201);
}

/** All published numbers of the report, as printed, by key. */
function published(notebooks: NotebookFiles): object {
  const all = notebooks.names().map((name) => ({ name, notebook: notebooks.read(name) }));
  return Object.fromEntries(printedRecords(collectResults(all)).map((record) => [record.key, record]));
}
