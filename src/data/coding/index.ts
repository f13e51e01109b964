export { ARRS_ANY, ARRS_ROLES, ARRS_SHARE, ARRS_TOTAL, type ArrsRole } from "./arrsRoles";
export { allowedCodes, NEGATIVE_CODES, type Option, type Variable } from "./codes";
export {
  covariateCoding,
  DEPRIVATION_LEVELS,
  type FactorCoding,
  GENDER_RULES,
  type GenderRule,
  RUC_LEVEL,
  RURALITY_LEVELS,
} from "./covariates";
export { type FlagCoding, outcomeCoding, type SingleCoding, sampleCoding, type TickedCoding } from "./outcomes";
export { OTHER_STAFF_LABELS, STAFF_LABELS, STAFF_ROLES } from "./roles";
export { surveyVariables, variablesOf } from "./variables";
