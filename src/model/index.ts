/**
 * The clustered logit: from arrays to a result record. Rows are collapsed into runs of equal rows once per frame
 * (`prepareDesign`); every fit then sums over patterns and points only.
 */
export { averageEffects, type EffectRequest } from "./averageEffects";
export { chiSquaredUpperTail } from "./chiSquared";
export { fitLogit } from "./fitLogit";
export { formatFit } from "./formatFit";
export { normalCdf, normalQuantile, normalTwoSidedP, Z95 } from "./normal";
export { printable } from "./records";
export { type Role, readTable, type TableRequest } from "./table/readTable";
export { type WaldTest, waldTest } from "./wald";
