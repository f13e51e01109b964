import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HttpError } from "./httpError";

/** Who may ask: names this server answers to, and pages that may call it. */
export interface AccessRules {
  readonly token: string;
  readonly port: number;
  /** Origins of other pages that may call the Jupyter interface (Thebe on a local site); none by default. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Refuses a request under a foreign host name (DNS rebinding), from a page of another origin, or without the token.
 * The token is looked for in the `Authorization` header, the query (`?token=`) and the path the page is served under.
 * @throws {HttpError} 403
 */
export function checkAccess(
  request: IncomingMessage,
  url: URL,
  pathToken: string | undefined,
  rules: AccessRules,
): void {
  checkPlace(request, rules);
  const given = [headerToken(request), url.searchParams.get("token") ?? undefined, pathToken];
  if (!given.some((token) => token !== undefined && sameToken(token, rules.token)))
    throw new HttpError(403, "Forbidden: open the address with the token that `link-workers review` printed.");
}

/** Host and origin alone: all that a preflight request can show. @throws {HttpError} 403 */
export function checkPlace(request: IncomingMessage, rules: AccessRules): void {
  const hosts = ownHosts(rules);
  if (!hosts.includes(request.headers.host ?? ""))
    throw new HttpError(403, `Forbidden: this server answers to ${hosts.join(" and ")} only.`);
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.includes(origin.replace(/^http:\/\//, "")) && !isAllowed(origin, rules))
    throw new HttpError(403, `Forbidden: pages of ${origin} may not call this server (see --allow-origin).`);
}

export function isAllowed(origin: string, rules: AccessRules): boolean {
  return rules.allowedOrigins.includes(origin);
}

function ownHosts({ port }: AccessRules): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

function headerToken(request: IncomingMessage): string | undefined {
  return /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

/** Compares digests, so that time tells neither content nor length. */
function sameToken(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
