/**
 * Readers of SPSS (`.sav`, `.zsav`) and Stata (`.dta`, releases 117 to 119) files: header, columns in batches, and the way into the
 * CSV path. Both byte orders, every compression, very long strings. Refused by name: encrypted, portable and mainframe SPSS files, Stata 12
 * and earlier, `strL` columns when asked for. Hand-written, as no reader on npm returns these files whole.
 */
export { openTabular, readDtaHeader, readSavHeader, streamColumns, type Tabular } from "./openTabular";
export { openTabularInput } from "./openTabularInput";
export { type EmptyCells, type SurveyRows, surveyRowsFrom } from "./surveyRowsFrom";
export { isTabular } from "./tabularFormat";
export type {
  CellBatch,
  ColumnBatch,
  OnBatch,
  ReadOptions,
  TabularFormat,
  TabularHeader,
  TabularVariable,
  UserMissing,
  ValueLabel,
  VariableType,
} from "./types";
