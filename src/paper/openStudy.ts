import { basename } from "node:path";
import { type PreparedStudy, prepareStudy } from "../data";
import { StudyError } from "../util/errors";
import { studyFromEnvironment } from "./studyFromEnvironment";

/** A prepared study as notebooks use it. */
export interface OpenStudy extends PreparedStudy {
  /** Names data, settings and reading code: equal keys, equal frames. */
  readonly key: string;
  /** True when any respondent is simulated. */
  readonly synthetic: boolean;
}

/**
 * Opens the study that `study.yaml` (or the command) declares: at once when its inputs are unchanged, otherwise after reading the files.
 * @example const study = await openStudy();
 */
export async function openStudy(): Promise<OpenStudy> {
  return asOpen(await prepareStudy(studyFromEnvironment()));
}

/** Adds what notebooks and the report need to a prepared study. */
export function asOpen(prepared: PreparedStudy): OpenStudy {
  refuseRestricted(prepared);
  return { ...prepared, key: basename(prepared.frameDir), synthetic: prepared.label !== "" };
}

/** Until every output passes the disclosure gate, restricted answers are checked (`link-workers check`) but not shown. */
function refuseRestricted({ study: { source, file } }: PreparedStudy): void {
  if (source.kind !== "files" || !source.restricted) return;
  throw new StudyError(
    "settings",
    "outputs-pass-the-gate",
    `${file}: the source is restricted, and outputs are not yet cleared by the disclosure gate (src/disclosure). ` +
      "`link-workers check` works; no table, figure or notebook of this study is made.",
  );
}

/** One paragraph (Markdown) that says what data this is, for the head of a notebook. */
export function describeStudy({ study, label, frame, key }: OpenStudy): string {
  const { source, survey } = study;
  const rows = frame.rows.toLocaleString("en-GB");
  const years = `${survey.years[0]} to ${survey.years.at(-1)}`;
  const simulated = `seed ${source.seed}, scale ${source.scale}`;
  const what = {
    SYNTHETIC: `**SYNTHETIC data**: all files were made by the generator (${simulated}).`,
    "SYNTHETIC ANSWERS": `**SYNTHETIC answers** upon real public files (${simulated}).`,
    "": "Survey files as named in the manifest.",
  }[label];
  return `${what} ${rows} respondents of the survey years ${years}. Data key \`${key}\`.`;
}
