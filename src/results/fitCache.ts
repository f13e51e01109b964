import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Frame } from "../data/frame";
import { fitLogit, printable } from "../model";
import type { LogitFit, LogitSpec } from "../model/types";
import { codeFingerprint } from "../util/codeFingerprint";
import { packageRoot } from "../util/packageRoot";
import { shortHash } from "../util/shortHash";
import { writeFileAtomically } from "../util/writeFileAtomically";

/** A frame opened from the cache, whose folder is named by its content. */
export interface StoredFrame {
  readonly frame: Frame;
  readonly frameDir: string;
}

/**
 * Fits a model, or returns the stored fit of the same data, specification and estimator code. The file is named by all three, so a
 * stored fit cannot be stale.
 */
export function cachedFit({ frame, frameDir }: StoredFrame, spec: LogitSpec): LogitFit {
  estimator ??= codeFingerprint(join(packageRoot(), "build", "src", "model"));
  const file = join(dirname(frameDir), "fits", `${shortHash([basename(frameDir), spec, estimator])}.json`);
  if (existsSync(file)) return printable(JSON.parse(readFileSync(file, "utf8")) as LogitFit);
  const fit = fitLogit(frame, spec);
  writeFileAtomically(file, JSON.stringify(fit));
  return fit;
}

let estimator: string | undefined;
