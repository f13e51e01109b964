import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpError } from "./httpError";

/** What a handler answers: JSON, or content with its type, or nothing (204). */
export type Answer =
  | { readonly kind: "json"; readonly value: unknown; readonly status?: number; readonly location?: string }
  | { readonly kind: "content"; readonly type: string; readonly body: string | Uint8Array; readonly policy?: string }
  | { readonly kind: "redirect"; readonly location: string }
  | { readonly kind: "empty" };

export const json = (value: unknown, status = 200, location?: string): Answer => ({
  kind: "json",
  value,
  status,
  location,
});

/** Nothing may run or load in what is served, unless its answer says otherwise. */
const STRICT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/** Body of a request as JSON; undefined when empty. @throws {HttpError} 413 when longer than allowed, 400 when not JSON */
export async function readJson(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new HttpError(413, `A request may have ${mostBytes} bytes at most.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "The body of the request is not JSON.");
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  switch (answer.kind) {
    case "json":
      response.statusCode = answer.status ?? 200;
      if (answer.location) response.setHeader("Location", answer.location);
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Content-Security-Policy", STRICT_POLICY);
      response.end(JSON.stringify(answer.value));
      break;
    case "content":
      response.setHeader("Content-Type", answer.type);
      if (!answer.type.startsWith("application/pdf"))
        response.setHeader("Content-Security-Policy", answer.policy ?? STRICT_POLICY);
      response.end(answer.body);
      break;
    case "redirect":
      response.statusCode = 302;
      response.setHeader("Location", answer.location);
      response.end();
      break;
    case "empty":
      response.statusCode = 204;
      response.end();
  }
}

/** Answers a failure: what it is when it was refused, without details when it is ours. */
export function sendFailure(response: ServerResponse, error: unknown): void {
  const known = error instanceof HttpError;
  if (!known) process.stderr.write(`review: ${error instanceof Error ? error.stack : error}\n`);
  if (response.headersSent) return void response.destroy();
  if (known && error.status === 413) response.setHeader("Connection", "close");
  const message = known ? error.message : "Internal failure of the review server; its terminal says more.";
  send(response, json({ message, reason: null }, known ? error.status : 500));
}
