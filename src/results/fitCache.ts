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
export function cachedFit(study: StoredFrame, spec: LogitSpec): LogitFit {
  return printable({ ...cachedResult(study, spec, () => fitLogit(study.frame, spec)) });
}

/**
 * A result computed from a frame by the code of the estimator, computed once for a request and then read back. The result must be plain
 * data; `request` must hold everything it depends on beside the frame.
 */
export function cachedResult<Result>(study: StoredFrame, request: unknown, compute: () => Result): Result {
  estimator ??= codeFingerprint(join(packageRoot(), "build", "src", "model"));
  const { frameDir } = study;
  const file = join(dirname(frameDir), "fits", `${shortHash([basename(frameDir), request, estimator])}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Result;
  const result = compute();
  writeFileAtomically(file, JSON.stringify(result));
  return result;
}

let estimator: string | undefined;
