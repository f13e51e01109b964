/**
 * From files to arrays. Inputs are declared (`inputs`), read into DuckDB with declared types (respondent files without a fault: byte by byte), linked from practice to PCN (`linkage`),
 * coded by tables (`coding`, `survey`) and kept as binary columns (`cache`). Every row is accounted for in the ledger.
 */
export { answerRules, buildAnswerFrame } from "./answerFrame";
export type { ExposureTables } from "./buildExposure";
export { openFrame } from "./cache/openFrame";
export { saveFrame } from "./cache/saveFrame";
export { cacheDirOf, defaultCacheDir, privateFolder } from "./cacheDir";
export {
  ARRS_ANY,
  ARRS_ROLES,
  ARRS_SHARE,
  ARRS_TOTAL,
  type ArrsRole,
  allowedCodes,
  covariateCoding,
  type FactorCoding,
  type FlagCoding,
  NEGATIVE_CODES,
  outcomeCoding,
  STAFF_ROLES,
  sampleCoding,
  surveyVariables,
  variablesOf,
} from "./coding";
export { exposureBySurveyYear, exposureTables } from "./exposureBySurveyYear";
export type { Column, FactorColumn, FlagColumn, Frame, LookupColumn, NumericColumn } from "./frame";
export { missingCode } from "./frame";
export type { InputRecord } from "./inputs/inputRecord";
export { type CellLedger, type FileLedger, type FrameLedger, type SampleLedger, sampleLedger } from "./ledger";
export type { AgeGroup } from "./linkage/populationByAge";
export type { PopulationGroup } from "./linkage/populationByArea";
export {
  type ArrsFte,
  EXPOSURE_STATES,
  type ExposureState,
  type ExposureYear,
  type JoinReport,
  type PcnYear,
  type RepairCount,
} from "./linkage/types";
export { type PreparedStudy, type PrepareOptions, prepareStudy } from "./prepareStudy";
export type { RawCount } from "./survey/rawYear";
