import { StudyError } from "../util/errors";
import type { Progress } from "../util/progress";
import { clusterRuns } from "./clusterRuns";
import { type ClusterScores, clusterScores } from "./clusterScores";
import type { EstimationModel } from "./estimationModel";
import { problemOf, type Solution } from "./fitCoefficients";
import { jackknife } from "./jackknife";
import type { Labelling } from "./labelTotals";
import type { Label } from "./prepareDesign";
import type { LogitFit, Notice, Vce } from "./types";
import { oimCovariance, sandwich, smallSampleFactor } from "./vcov";

/** The covariance of the coefficients of the basis, with what is reported about it. */
export interface Covariance {
  readonly matrix: Float64Array;
  readonly clusters: number;
  readonly vce: LogitFit["vce"];
  readonly notices: readonly Notice[];
}

/** The covariance of a solution by the convention of its specification. */
export function covariance(model: EstimationModel, solution: Solution, progress: Progress): Covariance {
  const { spec, design } = model;
  const name: Vce = spec.vce ?? (spec.cluster === undefined ? "oim" : "cr1");
  if (spec.cluster === undefined) {
    return { matrix: oimCovariance(solution.factor), clusters: 0, vce: { name, factor: 1 }, notices: [] };
  }
  const first = clusteringOf(design.labels[0]);
  const scores = scoresOf(model, solution, first);
  const clusters = scores.cluster.length;
  if (name === "oim")
    return { matrix: oimCovariance(solution.factor), clusters, vce: { name, factor: 1 }, notices: [] };
  checkClusters(spec.cluster, scores);
  if (name === "cr3" || name === "cr3l") {
    return { clusters, ...jackknifed(model, solution, first, scores, { exact: name === "cr3", progress }) };
  }
  const oneWay = sandwiched(model, solution, name, scores);
  const factor = smallSampleFactor(name, sizes(model, clusters));
  if (spec.secondCluster === undefined) return { matrix: oneWay, clusters, vce: { name, factor }, notices: [] };
  const second = clusteringOf(design.labels[1]);
  const secondScores = scoresOf(model, solution, second);
  checkClusters(spec.secondCluster, secondScores);
  const both = sandwiched(model, solution, name, scoresOf(model, solution, intersection(first, second)));
  const other = sandwiched(model, solution, name, secondScores);
  const matrix = oneWay.map((value, i) => value + other[i] - both[i]);
  checkDiagonal(matrix, model);
  return { matrix, clusters, vce: { name, factor }, notices: [] };
}

/** Score sums of the clusters at the solution. */
export function scoresOf(model: EstimationModel, { predictor }: Solution, clustering: Labelling): ClusterScores {
  return clusterScores(model.design, model.sample.groups, model.basis, predictor, clustering);
}

/** The clusters of a label column. */
export function clusteringOf({ ofCell, levels }: Label): Labelling {
  return { ofCell, count: levels.length };
}

/** Clusters that are the same in both. */
function intersection(first: Labelling, second: Labelling): Labelling {
  const ids = new Map<number, number>();
  const ofCell = first.ofCell.map((code, cell) => {
    const key = code * second.count + second.ofCell[cell];
    return ids.get(key) ?? ids.set(key, ids.size).size - 1;
  });
  return { ofCell, count: ids.size };
}

function sizes({ sample, basis }: EstimationModel, clusters: number) {
  return { n: sample.n, k: basis.columns.length, clusters };
}

function sandwiched(model: EstimationModel, { factor }: Solution, vce: Vce, scores: ClusterScores): Float64Array {
  return sandwich(factor, scores, smallSampleFactor(vce, sizes(model, scores.cluster.length)));
}

function jackknifed(
  model: EstimationModel,
  solution: Solution,
  clustering: Labelling,
  scores: ClusterScores,
  options: { exact: boolean; progress: Progress },
): Pick<Covariance, "matrix" | "vce" | "notices"> {
  const runs = clusterRuns(model.design, model.sample.groups, clustering);
  const { covariance, vanishing } = jackknife(problemOf(model), solution, scores, runs, options);
  const clusters = scores.cluster.length;
  const names = vanishing.map((j) => `"${model.basis.columns[j].name}"`);
  const message = `${names.join(", ")} cannot be estimated without some cluster; its jackknife error leaves that cluster out of account. Merge the level, or use cr1.`;
  return {
    matrix: covariance,
    vce: { name: options.exact ? "cr3" : "cr3l", factor: (clusters - 1) / clusters, df: clusters - 1 },
    notices: names.length > 0 ? [{ id: "term-is-in-several-clusters", message }] : [],
  };
}

/** Stops when all rows are in one cluster. */
export function checkClusters(name: string, { cluster }: Pick<ClusterScores, "cluster">): void {
  if (cluster.length > 1) return;
  throw new StudyError(
    "estimation",
    "clusters-are-several",
    `All rows of the sample are in one cluster of ${name}, so a clustered covariance does not exist. Use a finer cluster column, or "oim".`,
  );
}

function checkDiagonal(matrix: Float64Array, { basis, spec }: EstimationModel): void {
  const size = basis.columns.length;
  const negative = basis.columns.findIndex((_, j) => !(matrix[j * size + j] > 0));
  if (negative < 0) return;
  throw new StudyError(
    "estimation",
    "two-way-variance-is-positive",
    `The two-way covariance over ${spec.cluster} and ${spec.secondCluster} gives "${basis.columns[negative].name}" a variance that is not positive. Cluster by one of them.`,
  );
}
