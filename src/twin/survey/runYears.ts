import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { PackedResidences } from "./packFrame";
import { writeSurveyYear, type YearJob, type YearSummary } from "./surveyYear";
import type { WorkerReport } from "./yearWorker";

/** Below this many rows starting threads costs more than it saves. */
const THREADS_FROM = 60000;
/** Years drawn at the same time. A year at full size needs about 250 MB. */
const AT_ONCE = 2;

/**
 * Draws every year, two at a time in worker threads; the files do not depend on how many run.
 * @param atOnce years drawn at the same time, 0 = one after the other in this thread; default by the number of rows
 */
export async function runYears(
  jobs: readonly YearJob[],
  homes: PackedResidences,
  onProgress: (fraction: number, year: number) => void,
  atOnce = jobs.reduce((sum, job) => sum + job.rows.reduce((a, b) => a + b, 0), 0) < THREADS_FROM ? 0 : AT_ONCE,
): Promise<YearSummary[]> {
  const shares = jobs.map(() => 0);
  const report = (k: number) => (share: number) => {
    shares[k] = share;
    onProgress(shares.reduce((a, b) => a + b, 0) / jobs.length, jobs[k].year);
  };
  if (atOnce === 0) return jobs.map((job, k) => writeSurveyYear(job, homes, report(k)));
  const summaries: YearSummary[] = new Array(jobs.length);
  let next = 0;
  const lane = async () => {
    while (next < jobs.length) {
      const k = next++;
      summaries[k] = await inWorker(jobs[k], homes, report(k));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, lane));
  return summaries;
}

function inWorker(job: YearJob, homes: PackedResidences, onShare: (share: number) => void): Promise<YearSummary> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, "yearWorker.js"), { workerData: { job, homes } });
    let summary: YearSummary | undefined;
    worker.on("message", (message: WorkerReport) => {
      if (message.kind === "share") onShare(message.share);
      else summary = message.summary as YearSummary;
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (summary === undefined) reject(new Error(`the worker of survey year ${job.year} ended with code ${code}`));
      else resolve(summary);
    });
  });
}
