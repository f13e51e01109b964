import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../data/frame";
import { fitLogit } from "../model";
import type { LogitFit, LogitSpec } from "../model/types";
import { packageRoot } from "../util/packageRoot";

/** Data with an identity: two frames with the same key hold the same values. */
export interface KeyedFrame {
  readonly frame: Frame;
  readonly key: string;
  readonly cacheDir: string;
}

/**
 * Fits a model, or returns the stored fit of the same data, specification and estimator code. The key is made of all three, so a
 * stored fit cannot be stale.
 */
export function cachedFit({ frame, key, cacheDir }: KeyedFrame, spec: LogitSpec): LogitFit {
  const folder = join(cacheDir, "fits");
  const name = createHash("sha256")
    .update(JSON.stringify([key, spec, estimatorDigest()]))
    .digest("hex")
    .slice(0, 32);
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const fit = fitLogit(frame, spec);
  mkdirSync(folder, { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, JSON.stringify(fit));
  renameSync(part, file);
  return fit;
}

let digest: string | undefined;

/** Digest of the compiled estimator: changes with any line of src/model. */
function estimatorDigest(): string {
  digest ??= digestFolder(join(packageRoot(), "build", "src", "model"));
  return digest;
}

function digestFolder(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".js")) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}
