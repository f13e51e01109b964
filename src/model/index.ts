/**
 * The clustered logit: from arrays to a result record. Rows are collapsed into runs of equal rows once per frame
 * (`prepareDesign`); every fit then sums over patterns and points only.
 */
export { averageEffects, type EffectRequest } from "./averageEffects";
export { chiSquaredUpperTail } from "./chiSquared";
export type { DrawKind } from "./clusterDraws";
export { sortLevels } from "./defaultBase";
export { discreteChanges } from "./discreteChanges";
export { type DosePoint, type DoseRequest, type DoseResponse, doseResponse } from "./doseResponse";
export { fitLogit } from "./fitLogit";
export { type FitLogitsOptions, fitLogits } from "./fitLogits";
export { formatFit } from "./formatFit";
export { benjaminiHochberg, benjaminiYekutieli, holm } from "./multiplicity";
export { normalCdf, normalQuantile, normalTwoSidedP, Z95 } from "./normal";
export { type PairsBootstrap, type PairsBootstrapOptions, pairsBootstrap } from "./pairsBootstrap";
export { printable } from "./records";
export { type BundleOptions, bundleCovariance, type ReviewerBundle, reviewerBundle } from "./reviewerBundle";
export { type AdjustedTest, type Hypothesis, romanoWolf } from "./romanoWolf";
export {
  bootstrapContributions,
  type ScoreBootstrap,
  type ScoreBootstrapOptions,
  scoreBootstrap,
} from "./scoreBootstrap";
export { harrellKnots, splineTerms, withSpline } from "./spline";
export { studentTwoSidedP } from "./studentT";
export { type Role, readTable, type TableRequest } from "./table/readTable";
export { type WaldTest, waldTest } from "./wald";
