/**
 * What notebooks import. Light on purpose: every cell that imports "link-workers" loads it; readers, browsers and kernels are
 * loaded where they are used.
 */
export { audit } from "./audit/audit";
export { auditTable } from "./audit/auditTable";
export { feasibleRegionFigure } from "./audit/feasibleRegionFigure";
export { impactRows } from "./audit/populationImpact";
export { fittedImpacts, fittedShares } from "./audit/populationImpactInputs";
export { populationImpactTable } from "./audit/populationImpactTable";
export { printedFits } from "./audit/printedFits";
export { publishedTable } from "./audit/publishedTable";
export { outcomeCoding, sampleCoding, surveyVariables } from "./data/coding";
export type { Column, FactorColumn, FlagColumn, Frame, LookupColumn, NumericColumn } from "./data/frame";
export { sampleLedger } from "./data/ledger";
export type { Cell, Exhibit, FigureExhibit, TableColumn, TableExhibit, TableRow } from "./exhibit";
export { show } from "./exhibit";
export { type FrameTableOptions, frameTable } from "./exhibit/frameTable";
export { boxFigure, dotIntervalFigure, lineFigure } from "./figure";
export {
  averageEffects,
  benjaminiHochberg,
  bundleCovariance,
  doseResponse,
  fitLogit,
  fitLogits,
  formatFit,
  harrellKnots,
  holm,
  pairsBootstrap,
  readTable,
  reviewerBundle,
  romanoWolf,
  scoreBootstrap,
  splineTerms,
  waldTest,
  withSpline,
} from "./model";
export type { LogitFit, LogitSpec, Margin, Term, TermEstimate, Vce } from "./model/types";
export { answerShare } from "./paper/answerPeople";
export { restrictedExhibit } from "./paper/behind";
export { calibration, calibrationTable } from "./paper/calibrationTable";
export { cellRecords } from "./paper/cellRecords";
export { completeRows } from "./paper/completeRows";
export { exposureFigure } from "./paper/exposureFigure";
export { exposureStatesTable } from "./paper/exposureStatesTable";
export { exposureTable } from "./paper/exposureTable";
export { figure1 } from "./paper/figure1";
export { filesTable } from "./paper/filesTable";
export { fitCells } from "./paper/fitCells";
export { exposureMargin, exposureTerm, type FittedCell } from "./paper/fittedCell";

export { headlineCells } from "./paper/headline";
export { populationImpact } from "./paper/impact";
export { inputsTable } from "./paper/inputsTable";
export { ledgerRecords, yearLedgerRecords } from "./paper/ledgerRecords";
export { ledgerTable } from "./paper/ledgerTable";
export { linkageTable } from "./paper/linkageTable";
export { oddsRatioFigure } from "./paper/oddsRatioFigure";
export { describeStudy, type OpenStudy, openStudy } from "./paper/openStudy";
export { rawAnswersTable, shareOfCodes } from "./paper/rawAnswers";
export { recovery, recoveryRecords, recoveryTable } from "./paper/recoveryTable";
export { sampleFlowFigure } from "./paper/sampleFlowFigure";
export { sampleRecords } from "./paper/sampleRecords";
export { sampleSummaries, sampleSummary } from "./paper/sampleSummary";
export { settingsTable } from "./paper/settingsTable";
export {
  absentNote,
  agreementReading,
  agreementRecords,
  covariateEffects,
  covariateRecords,
  covariateTable,
  decileFigure,
  decileInteractions,
  decileReading,
  decileRecoveryRecords,
  decileRecoveryTable,
  decileSubgroups,
  decileTable,
  descriptiveRecords,
  descriptiveTable,
  doseFigure,
  hypothesesTable,
  interactionRecords,
  linkWorkersAmongRoles,
  methodsBox,
  modelFamilies,
  nonLinearCells,
  nonLinearFrame,
  nonLinearReading,
  nonLinearRecords,
  nonLinearTable,
  otherRolesTable,
  responseTable,
  roleRecords,
  rolesInData,
  rolesTable,
  roleYears,
  rolloutFigure,
  SIGNIFICANT,
  schemeReading,
  schemeRecovery,
  schemeRecoveryRecords,
  schemeRecoveryTable,
  subgroupRecords,
  subgroupTable,
  termsOfCells,
  totalShareTable,
  unadjusted,
  unadjustedTable,
  withOtherRoles,
  withTotalAndShare,
} from "./paper/supplement";
export { table1 } from "./paper/table1";
export { table2 } from "./paper/table2";
export { table3 } from "./paper/table3";
export { table4 } from "./paper/table4";
export { findPublished, published } from "./published/published";
export { designRecords } from "./reproduction/designRecords";
export { reproductionLedger } from "./reproduction/reproductionLedger";
export { reproductionSummary, reproductionTable } from "./reproduction/reproductionTables";
export { publish } from "./results/publish";
export { quoter } from "./results/quote";
export { say } from "./results/say";
export { sentence } from "./results/sentence";
export { type CellSpec, cellSpecs } from "./study/cellSpecs";
