import { statSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** Bytes of all files that a source names; what is not there counts nothing. */
export function inputBytes<Source extends object>(source: Source & { readonly root?: string }): number {
  const named = Object.values(source).flatMap((value) => (isRecord(value) ? Object.values(value) : [value]));
  const paths = new Set(named.filter((path) => typeof path === "string"));
  return [...paths].reduce((sum, path) => {
    const whole = isAbsolute(path) ? path : join(source.root ?? "", path);
    const stat = statSync(whole, { throwIfNoEntry: false });
    return sum + (stat?.isFile() ? stat.size : 0);
  }, 0);
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;
