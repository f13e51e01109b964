export { type CellSpec, cellSpecs } from "./cellSpecs";
export { covariateLevels } from "./checkStudy";
export { describeSettings, type OpenChoice } from "./describeSettings";
export { parseAnyStudy, parseStudy, readAnyStudy, readStudy } from "./readStudy";
export { studySchema } from "./schema";
export { type SettingRow, settingsReference } from "./settingsReference";
export {
  type Exposure,
  type ExposureSource,
  type FilesSource,
  isRespondentStudy,
  type Linkage,
  type PracticeSource,
  type PracticeStudy,
  type Source,
  type Study,
  type StudyOverrides,
  type StudyRules,
} from "./study";
