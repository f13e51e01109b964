/** The synthetic twin: raw files of exactly the real shapes with planted effects, for a study whose respondents are restricted. */
export type { AnswerFrame, PracticeYear, Residence } from "./answerFrame";
export {
  type CalibrationRow,
  calibrationReport,
  type ObservedCalibration,
  type PlantedCalibration,
} from "./calibration";
export { effects, type OutcomeEffects, placeShares, plantedTruth } from "./effects";
export { type PracticeTwinOptions, practiceFileName, writePracticeTwin } from "./practice/writePracticeTwin";
export { type TwinOptions, writePublicTwin } from "./public/writePublicTwin";
export { type SurveyTwinOptions, type SurveyTwinSummary, writeSurveyTwin } from "./survey/writeSurveyTwin";
