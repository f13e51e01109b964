import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PublicFile } from "../../src/fetch";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A publisher on this machine. `answers` may be changed while it runs; `seen` lists the requests. */
export interface Publisher {
  readonly base: string;
  readonly answers: Record<string, Answer>;
  readonly seen: { readonly path: string; readonly range?: string }[];
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1 that answers `/host/path` as told and 404 otherwise. */
export async function startPublisher(): Promise<Publisher> {
  const answers: Record<string, Answer> = {};
  const seen: { path: string; range?: string }[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    seen.push({ path, ...(request.headers.range ? { range: request.headers.range } : {}) });
    const answer = answers[path] ?? Object.entries(answers).find(([key]) => key === "*")?.[1];
    if (answer) answer(request, response);
    else response.writeHead(404).end("gone");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    seen,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const CSV = `Practice_Code,Practice_Name,Q28_1\n${Array.from({ length: 20_000 }, (_, i) => `A${i},"THE, SURGERY",${i % 7}\n`).join("")}`;

export const file: PublicFile = {
  name: "survey",
  publisher: "A publisher",
  title: "A survey",
  page: "https://publisher.example/page",
  address: "https://publisher.example/survey.csv?v=1",
  kind: "direct",
  reviewed: "2026-11-28",
  verified: false,
  basis: "invented",
  licence: "Open Government Licence v3.0",
  citation: "A publisher. A survey.",
  path: "gpps/survey.csv",
  content: { kind: "csv", columns: ["practice_code", "q28_1"] },
};

export const PATH = "/publisher.example/survey.csv?v=1";

/** The whole file with a validator, continued where asked. */
export const whole =
  (text = CSV, etag = '"one"'): Answer =>
  (request, response) => {
    const all = Buffer.from(text);
    const headers = { "content-type": "text/csv", "accept-ranges": "bytes", etag };
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    if (range && request.headers["if-range"] === etag) {
      const start = Number(range[1]);
      const rest = all.subarray(start);
      const part = { "content-length": rest.length, "content-range": `bytes ${start}-${all.length - 1}/${all.length}` };
      response.writeHead(206, { ...headers, ...part }).end(rest);
    } else response.writeHead(200, { ...headers, "content-length": all.length }).end(all);
  };

/** States the whole size and breaks off after `bytes`. */
export const brokenAfter =
  (bytes: number, etag = '"one"'): Answer =>
  (_request, response) => {
    const all = Buffer.from(CSV);
    response.writeHead(200, { "content-type": "text/csv", "content-length": all.length, etag });
    response.write(all.subarray(0, bytes), () => setTimeout(() => response.destroy(), 50));
  };
