import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../util/packageRoot";
import type { StageInputs } from "./types";

/** 16 hex digits that name a stage's result. The order of the inputs does not matter. */
export function stageKey(inputs: StageInputs): string {
  return digest(JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/**
 * Plain data as inputs, one for each value in it, so that a change can be named: `{ exposure: { role: "x" } }` under `setting` becomes
 * `setting exposure.role`. Lists are one value.
 */
export function namedInputs(kind: string, value: unknown, path: readonly string[] = []): StageInputs {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    return { [`${kind} ${path.join(".")}`.trim()]: short(value === undefined ? "undefined" : JSON.stringify(value)) };
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => namedInputs(kind, part, [...path, key])));
}

/** The locked packages and the Node that runs: every stage depends on both. */
export function environmentInputs(root = packageRoot(), node: string = process.version): StageInputs {
  const vendor = join(root, "vendor");
  const vendored = readdirSync(vendor, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(vendor, name)).isFile())
    .sort();
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const name of vendored) hash.update(name).update(readFileSync(join(vendor, name)));
  return {
    "packages of package-lock.json": hash.digest("hex").slice(0, 16),
    "Node version": `${node} ${process.platform} ${process.arch}`,
  };
}

const short = (text: string): string => (text.length <= 40 ? text : digest(text));

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
