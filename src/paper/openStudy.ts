import { basename } from "node:path";
import { type PreparedStudy, prepareStudy } from "../data";
import type { Frame } from "../data/frame";
import { isGated } from "../disclosure/activeGate";
import { type Quoted, quoter } from "../results/quote";
import { sentence } from "../results/sentence";
import type { Study } from "../study";
import { StudyError } from "../util/errors";
import { countBehind } from "./behind";
import { EVERYBODY, peopleOf } from "./modelFacts";
import { studyFromEnvironment } from "./studyFromEnvironment";

/** A prepared study as notebooks use it. */
export interface OpenStudy extends PreparedStudy {
  /** Names files and settings by content: equal keys, equal data. */
  readonly key: string;
  /** True when any respondent is simulated. */
  readonly synthetic: boolean;
}

/**
 * Opens the study that `study.yaml` (or the command) declares: at once when its inputs are unchanged, otherwise after reading the files.
 * @example const study = await openStudy();
 */
export async function openStudy(): Promise<OpenStudy> {
  return asOpen(await prepareStudy(studyFromEnvironment()), isGated());
}

/**
 * Adds what notebooks and the report need to a prepared study.
 * @param gated whether all that this process shows passes the disclosure gate
 */
export function asOpen(prepared: PreparedStudy, gated = false): OpenStudy {
  if (!gated && isRestricted(prepared.study)) refuse(prepared.study);
  return { ...prepared, key: prepared.dataKey, synthetic: prepared.label !== "" };
}

/** Whether the answers are confidential. */
export function isRestricted({ source }: Study): boolean {
  return source.kind === "files" && source.restricted;
}

/** Outside a run that keeps cleared outputs only, a cell could print a respondent. */
function refuse({ file }: Study): never {
  throw new StudyError(
    "settings",
    "outputs-pass-the-gate",
    `${basename(file)}: the source is restricted, so that its notebooks run under the disclosure gate only. Use \`link-workers report\`.`,
  );
}

/** One paragraph (Markdown) that says what data this is, for the head of a notebook. */
export function describeStudy({ study, label, frame, key }: OpenStudy): string {
  const { source, survey } = study;
  const years = `${survey.years[0]} to ${survey.years.at(-1)}`;
  if (isGated())
    return sentence`${respondentsRounded(frame)} respondents of the survey years ${fact("years", years)}, counts rounded.`;
  const simulated = sentence`seed ${fact("seed", source.seed)}, scale ${fact("scale", source.scale)}`;
  const what = {
    SYNTHETIC: `**SYNTHETIC data**: all files were made by the generator (${simulated}).`,
    "SYNTHETIC ANSWERS": `**SYNTHETIC answers** upon real public files (${simulated}).`,
    "": "Survey files as named in the manifest.",
  }[label];
  const rows = fact("rows", frame.rows.toLocaleString("en-GB"));
  return sentence`${what} ${rows} respondents of the survey years ${fact("years", years)}. Data key \`${fact("key", key)}\`.`;
}

/** A fact of the study itself, to stand in a sentence. */
const fact = (name: string, value: string | number): Quoted => ({ key: `study/${name}`, text: String(value) });

function respondentsRounded(frame: Frame): Quoted {
  const people = { ...peopleOf(frame, new Uint8Array(frame.rows).fill(1)), population: EVERYBODY };
  const record = {
    key: "study/respondents",
    value: frame.rows,
    unit: "",
    decimals: 0,
    underlying: countBehind(people),
  };
  return quoter([record])(record.key);
}
