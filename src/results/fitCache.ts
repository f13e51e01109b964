import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Frame } from "../data/frame";
import { fitLogit, fitLogits, printable } from "../model";
import type { LogitFit, LogitSpec } from "../model/types";
import { codeOf, environmentInputs, stageKey } from "../stages";
import { shortHash } from "../util/shortHash";
import { writeFileAtomically } from "../util/writeFileAtomically";

/** A frame opened from the cache, whose folder is named by its content. */
export interface StoredFrame {
  readonly frame: Frame;
  readonly frameDir: string;
}

/** Rows times models from which threads save more than they cost to start. */
const THREADS_FROM = 1e6;

/**
 * Fits models of one frame, or reads back those stored. What is missing is fitted over threads that share the prepared rows; results are
 * the same bits with any number of them.
 */
export async function cachedFits(study: StoredFrame, specs: readonly LogitSpec[]): Promise<readonly LogitFit[]> {
  const missing = specs.filter((spec) => !existsSync(storeFile(study, __filename, spec)));
  if (missing.length > 1 && study.frame.rows * missing.length >= THREADS_FROM) {
    const fits = await fitLogits(study.frame, missing);
    missing.forEach((spec, i) => {
      writeFileAtomically(storeFile(study, __filename, spec), JSON.stringify(fits[i]));
    });
  }
  return specs.map((spec) => cachedFit(study, spec));
}

/**
 * Fits a model, or returns the stored fit of the same data, specification and estimator code. The file is named by all three, so a
 * stored fit cannot be stale.
 */
export function cachedFit(study: StoredFrame, spec: LogitSpec): LogitFit {
  return printable({ ...cachedResult(study, __filename, spec, () => fitLogit(study.frame, spec)) });
}

/**
 * A result computed from a frame, computed once for a request and then read back. The result must be plain data.
 * @param module `__filename` of the module that computes: its code and all it requires are part of the result's name
 * @param request everything else the result depends on beside the frame
 */
export function cachedResult<Result>(
  study: StoredFrame,
  module: string,
  request: unknown,
  compute: () => Result,
): Result {
  const file = storeFile(study, module, request);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Result;
  const result = compute();
  writeFileAtomically(file, JSON.stringify(result));
  return result;
}

/** Where the result of a request is stored: named by all that it depends on, so that it cannot be stale. */
function storeFile({ frameDir }: StoredFrame, module: string, request: unknown): string {
  return join(dirname(frameDir), "fits", `${shortHash([basename(frameDir), request, codeKey(module)])}.json`);
}

function codeKey(module: string): string {
  const known = codeKeys.get(module) ?? stageKey({ ...codeOf([module]), ...environmentInputs() });
  codeKeys.set(module, known);
  return known;
}

const codeKeys = new Map<string, string>();
