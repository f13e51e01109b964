import { createHash } from "node:crypto";
import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Cholesky, cholesky } from "./cholesky";
import { clusteringOf, scoresOf } from "./covariance";
import { inverseTransform, type RestoredFit, withRestored } from "./restoreFit";
import { nullContributions } from "./scoreBootstrap";
import type { LogitFit, LogitSpec, Vce } from "./types";
import { applied, oimCovariance, sandwich, smallSampleFactor, transformed } from "./vcov";

/** What a reviewer needs to recompute every cluster covariance, Wald test and score bootstrap of a fit without its data. */
export interface ReviewerBundle {
  readonly spec: LogitSpec;
  readonly n: number;
  readonly terms: readonly { readonly name: string; readonly estimate: number }[];
  /** Negative second derivative of the log likelihood at the estimates, row-major in the order of `terms`. */
  readonly information: readonly number[];
  /** Score sums per cluster, sorted by hashed id. */
  readonly clusters: readonly { readonly id: string; readonly scores: readonly number[] }[];
  /** Per tested term the clusters' contributions to the score bootstrap, in the order of `clusters`. */
  readonly nulls: readonly { readonly term: string; readonly contributions: readonly number[] }[];
}

export interface BundleOptions {
  /** Secret that the cluster ids are hashed with. */
  readonly salt: string;
  /** Terms whose score bootstrap is to be repeatable. */
  readonly terms?: readonly string[];
  /** Whether the rows come from a restricted source, and whether the disclosure gate has allowed this output. */
  readonly restricted: boolean;
  readonly allowed?: boolean;
}

/** Collects the bundle of a clustered fit. Cluster scores are refused for a restricted source unless the gate allows them. */
export function reviewerBundle(
  frame: Frame,
  fit: LogitFit,
  { salt, terms = [], restricted, allowed = false }: BundleOptions,
): ReviewerBundle {
  if (restricted && !allowed) {
    throw new StudyError(
      "verification",
      "bundle-may-leave",
      "Cluster scores of a restricted source may not be written. Pass them through the disclosure gate first.",
    );
  }
  if (fit.spec.cluster === undefined) {
    throw new StudyError("settings", "bundle-has-clusters", "A reviewer bundle needs a fit with clusters.");
  }
  const nulls = terms.map((term) => ({ term, ...nullContributions(frame, fit, term) }));
  return withRestored(frame, fit, (restored) => bundleOf(restored, fit, salt, nulls));
}

function bundleOf(
  { model, solution }: RestoredFit,
  fit: LogitFit,
  salt: string,
  nulls: readonly { readonly term: string; readonly contributions: Float64Array }[],
): ReviewerBundle {
  const { design, basis } = model;
  const [label] = design.labels;
  const { scores, cluster } = scoresOf(model, solution, clusteringOf(label));
  const size = fit.terms.length;
  const down = transposed(inverseTransform(basis), size);
  const ids = Array.from(cluster, (code) => hashed(salt, label.levels[code]));
  const order = ids.map((_, c) => c).sort((a, b) => (ids[a] < ids[b] ? -1 : 1));
  return {
    spec: fit.spec,
    n: fit.n,
    terms: fit.terms.map(({ name, estimate }) => ({ name, estimate })),
    information: Array.from(transformed(down, solution.information, size)),
    clusters: order.map((c) => ({
      id: ids[c],
      scores: Array.from(applied(down, scores.subarray(c * size, (c + 1) * size))),
    })),
    nulls: nulls.map(({ term, contributions }) => ({ term, contributions: order.map((c) => contributions[c]) })),
  };
}

/** The covariance of a bundle's coefficients by a convention that scores and information determine, row-major. */
export function bundleCovariance(bundle: ReviewerBundle, vce: Exclude<Vce, "cr3" | "cr3l">): Float64Array {
  const size = bundle.terms.length;
  const factor = cholesky(Float64Array.from(bundle.information), size, 0) as Cholesky;
  if (vce === "oim") return oimCovariance(factor);
  const scores = Float64Array.from(bundle.clusters.flatMap((cluster) => cluster.scores));
  const clusters = bundle.clusters.length;
  const multiplier = smallSampleFactor(vce, { n: bundle.n, k: size, clusters });
  return sandwich(factor, { scores, cluster: Uint32Array.from(bundle.clusters.keys()) }, multiplier);
}

function hashed(salt: string, level: string): string {
  return createHash("sha256").update(salt).update("\0").update(level).digest("hex").slice(0, 24);
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]);
}
