export { type CellSpec, cellSpecs } from "./cellSpecs";
export { covariateLevels } from "./checkStudy";
export { describeSettings, type OpenChoice } from "./describeSettings";
export { parseStudy, readStudy } from "./readStudy";
export { studySchema } from "./schema";
export { type SettingRow, settingsReference } from "./settingsReference";
export type { Exposure, FilesSource, Linkage, Source, Study, StudyOverrides } from "./study";
