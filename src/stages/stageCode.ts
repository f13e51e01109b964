/** Modules below `build/src` that make the result of each stage; what they require belongs to them (`codeOf`). */
export const STAGE_CODE = {
  publicTwin: ["twin/public/writePublicTwin"],
  surveyTwin: ["twin/survey/writeSurveyTwin", "data/answerFrame"],
  practiceTwin: ["twin/practice/writePracticeTwin"],
  frame: ["data/readSurvey"],
  /** What cells import, and the kernel that runs them. */
  notebook: ["index", "kernel/launcher"],
  drawing: ["figure/drawAll"],
  report: ["report/buildReport"],
} as const;
