/**
 * Disclosure control: a result of restricted answers reaches a writer only with a clearance that the gate of this folder gives.
 * What is not positively cleared is withheld.
 */
export { acroRecord } from "./acroRecord";
export {
  CLEARANCE_MIME,
  type Cleared,
  type Confidential,
  clearedJson,
  confidential,
  hasSeal,
  isCleared,
  requireCleared,
  sealOutput,
} from "./clearance";
export { clearExhibit } from "./clearExhibit";
export { clearFigure, type DisclosableFigure } from "./clearFigure";
export { clearFit, type ReleasedFit } from "./clearFit";
export { clearRecords, type RecordsOptions, type ReleasedRecords } from "./clearRecords";
export { clearTable } from "./clearTable";
export { type ClearedText, clearText, WITHHELD_SENTENCE } from "./clearText";
export { type CountChange, type Decision, decisionStatus, type RuleOutcome } from "./decision";
export { type DenyNetworkOptions, denyNetwork } from "./denyNetwork";
export { type FitCounts, fitFacts } from "./fitRules";
export { type Gate, type GateState, loadGate, nextGate, openGate, saveGate } from "./gate";
export { hasIdentifier } from "./identifiers";
export { protectedBox } from "./percentileMeans";
export { type DisclosurePolicy, disclosurePolicy } from "./policy";
export { type PrivateScratch, privateScratch } from "./privateScratch";
export { redactError, redactMessage } from "./redactMessage";
export { type ReleasedCount, type ReleaseLedger, releaseLedger } from "./releaseLedger";
export { type RestrictedEnvironment, restrictedEnvironment } from "./restrictedEnvironment";
export { type ReviewSheet, reviewSheet } from "./reviewSheet";
export { WITHHELD } from "./rounding";
export { sealedOutputs } from "./sealedOutputs";
export type {
  BoxValues,
  CountBehind,
  DisclosableCell,
  DisclosableRecord,
  DisclosableTable,
  EstimateBehind,
  ExhibitDisclosure,
  FigureSource,
  FitFacts,
  LevelCell,
  MeanBehind,
  OrganisationsBehind,
  People,
  PublicValue,
  QuotedText,
  ShareBehind,
  Sum,
  Underlying,
  UnderlyingSeries,
} from "./underlying";
