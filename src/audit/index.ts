/**
 * The printed-number audit: a printed number stands for its rounding interval, and one (log odds ratio, standard error) must lie
 * in all intervals of a row at once. Works on any regression table; imports no reader of
 * survey data. `readTable.ts`, which loads a spreadsheet library, stands apart.
 */
export { audit } from "./audit";
export { auditHtml } from "./auditHtml";
export { auditJson } from "./auditJson";
export { auditTable } from "./auditTable";
export { auditText } from "./auditText";
export { AGED_16_AND_OVER, type EligibleShares } from "./eligibleShares";
export { eValue } from "./eValue";
export { feasibleRegionFigure } from "./feasibleRegionFigure";
export { type ImpactInput, type ImpactRow, impactRows } from "./populationImpact";
export { fittedImpacts, fittedShares, publishedImpacts, publishedShares } from "./populationImpactInputs";
export { populationImpactTable } from "./populationImpactTable";
export { printedFits } from "./printedFits";
export { publishedTable } from "./publishedTable";
export type { TextRow } from "./rowCell";
export { type TableOptions, tableFromRows } from "./tableFromRows";
export type {
  AuditReport,
  CellAudit,
  Claim,
  ClaimAudit,
  Field,
  PrintedCell,
  PrintedTable,
  PrintedValue,
} from "./types";
