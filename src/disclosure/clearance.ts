import { createHmac, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";
import { canonicalJson } from "./canonicalJson";
import { disclosureError } from "./disclosureError";

declare const CLEARED: unique symbol;

/** A result that the gate let pass. Only this folder can make one. */
export type Cleared<T> = T & { readonly [CLEARED]: true };

const cleared = new WeakSet<object>();

/** Marks a value made of nothing but cleared parts; frozen, so that nothing can be added afterwards. For the gate alone: not exported by the area. */
export function grant<T extends object>(value: T): Cleared<T> {
  freeze(value);
  cleared.add(value);
  return value as Cleared<T>;
}

/** Whether the gate made this very object. A copy or a changed version has no clearance. */
export function isCleared<T extends object>(value: T): value is Cleared<T> {
  return cleared.has(value);
}

/** The value, when cleared. @throws {StudyError} `result-is-cleared` otherwise */
export function requireCleared<T extends object>(value: T, what: string): Cleared<T> {
  if (isCleared(value)) return value;
  throw disclosureError(
    "result-is-cleared",
    `${what} has no clearance of the disclosure gate, so that nothing of it is written. Pass it through the gate first.`,
  );
}

/** JSON of a cleared result. @throws {StudyError} `result-is-cleared` */
export function clearedJson(value: object, what: string): string {
  return JSON.stringify(requireCleared(value, what));
}

/** A result that has not met the gate: it can be worked with, but neither printed nor serialised. */
export interface Confidential<T> {
  /** For code that computes; what it returns is as confidential. */
  open(): T;
}

/** Wraps a confidential result: `JSON.stringify`, string conversion and structured printing of the wrapper refuse or show nothing. */
export function confidential<T>(value: T, what: string): Confidential<T> {
  const refuse = (): never => {
    throw disclosureError("result-is-cleared", `${what} is confidential and has no clearance of the disclosure gate.`);
  };
  const hidden = { open: () => value, toJSON: refuse, toString: refuse, [Symbol.toPrimitive]: refuse };
  Object.defineProperty(hidden, inspect.custom, { value: () => `[confidential: ${what}]` });
  return hidden;
}

/** Mime type by which a notebook output carries its seal. */
export const CLEARANCE_MIME = "application/vnd.link-workers.clearance+json";

/**
 * A notebook output with a seal over all its content, by which the process that harvests executed notebooks knows that the gate of
 * the kernel process let it pass.
 * @param secret of this run, handed to the kernel by environment and never stored
 */
export function sealOutput(data: Readonly<Record<string, unknown>>, secret: string): Readonly<Record<string, unknown>> {
  return { ...data, [CLEARANCE_MIME]: { seal: sealOf(data, secret) } };
}

/** Whether an output's seal is that of its content. */
export function hasSeal(data: Readonly<Record<string, unknown>>, secret: string): boolean {
  const { [CLEARANCE_MIME]: clearance, ...content } = data;
  const given = (clearance as { seal?: unknown } | undefined)?.seal;
  if (typeof given !== "string") return false;
  const [a, b] = [Buffer.from(given), Buffer.from(sealOf(content, secret))];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sealOf(data: Readonly<Record<string, unknown>>, secret: string): string {
  return createHmac("sha256", secret).update(canonicalJson(data)).digest("hex");
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
