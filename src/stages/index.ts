/**
 * Stages of a run and the inputs each depends on, all named by content: code, settings, files, packages, Node. A stored result is found
 * by the digest of all its inputs, so that a stale one cannot be met; comparing the inputs with those of the run before says why a
 * stage ran.
 */
export { codeOf } from "./codeOf";
export { explainStage } from "./explainStage";
export { STAGE_CODE } from "./stageCode";
export { type StageFolder, stageFolder, storedStage } from "./stageFolder";
export { environmentInputs, namedInputs, stageKey } from "./stageInputs";
export { openStageLog, type StageLog } from "./stageLog";
export type { OnStage, StageInputs, StageRun } from "./types";
