export { type ExposureTables, exposureBySurveyYear, exposureTables } from "./exposureBySurveyYear";
export type { ExposureState, ExposureYear, JoinReport, PcnYear } from "./linkage/types";
