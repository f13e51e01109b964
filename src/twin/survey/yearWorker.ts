import { parentPort, workerData } from "node:worker_threads";
import type { PackedResidences } from "./packFrame";
import { writeSurveyYear, type YearJob } from "./surveyYear";

/** What a worker reports: a share of its year done, or the year's summary. */
export type WorkerReport =
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "done"; readonly summary: unknown };

const { job, homes } = workerData as { job: YearJob; homes: PackedResidences };
const summary = writeSurveyYear(job, homes, (share) => parentPort?.postMessage({ kind: "share", share }));
parentPort?.postMessage({ kind: "done", summary });
