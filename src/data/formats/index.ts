/** Readers of SPSS and Stata files: header, columns in batches, and the way into the CSV path. */
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
