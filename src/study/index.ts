export { type CellSpec, cellSpecs } from "./cellSpecs";
export { covariateLevels } from "./checkStudy";
export { describeSettings, type OpenChoice } from "./describeSettings";
export { parseAnyStudy, parseStudy, readAnyStudy, readStudy } from "./readStudy";
export { studySchema } from "./schema";
export { type SettingRow, settingsReference } from "./settingsReference";
export type {
  Exposure,
  ExposureSource,
  FilesSource,
  Linkage,
  PracticeSource,
  PracticeStudy,
  Source,
  Study,
  StudyOverrides,
  StudyRules,
} from "./study";
