import type { Study } from "../../study/study";
import {
  covariateCoding,
  DEPRIVATION_LEVELS,
  type GenderRule,
  outcomeCoding,
  RURALITY_LEVELS,
  sampleCoding,
} from "../coding";
import type { Column, Frame } from "../frame";
import { EXPOSURE_STATES } from "../linkage/types";
import { codedColumns, codeYear } from "./codeYear";
import { type LinkCodes, NO_PCN_RULES } from "./linkCodes";
import { type PlaceGroups, placeGroups } from "./placeGroups";
import type { RawYear } from "./rawYear";
import { emptyKeys, packKeys, type RowKeys, unpackKeys } from "./rowKeys";

/** Respondents of a survey year who lack a PCN, by rule; the rest have one. */
export interface YearLinkCounts {
  readonly surveyYear: number;
  readonly rows: number;
  readonly withoutPcn: readonly { readonly rule: string; readonly rows: number }[];
}

export interface AssembledFrame {
  readonly frame: Frame;
  readonly links: readonly YearLinkCounts[];
}

/**
 * Codes and joins the years as read into one frame, rows in canonical order: by PCN, year, practice, covariates, answers. Rows equal in
 * all of these are interchangeable, so that files with the same rows in another order give the same frame.
 */
export function assembleFrame(
  study: Study,
  years: readonly RawYear[],
  practices: readonly string[],
  codes: LinkCodes,
): AssembledFrame {
  const surveyYears = [...study.survey.years].sort((a, b) => a - b);
  const places = placeGroups(surveyYears, practices, codes);
  const starts = groupStarts(places, years);
  const rows = starts[places.groups.length];
  const answers = sortedAnswers(study.survey.gender, years, places, starts);
  const [year, state] = [new Uint8Array(rows), new Uint8Array(rows)];
  const [practice, pcn, rate] = [new Uint16Array(rows), new Uint16Array(rows), new Uint16Array(rows)];
  for (const [g, group] of places.groups.entries()) {
    const [start, end] = [starts[g], starts[g + 1]];
    year.fill(group.year, start, end);
    practice.fill(group.practice, start, end);
    pcn.fill(group.pcn, start, end);
    rate.fill(group.rate, start, end);
    state.fill(group.state, start, end);
  }
  const lookup = (values: Float64Array): Column => ({ kind: "lookup", codes: rate, values });
  const levels = [...practices].sort((a, b) => (a < b ? -1 : 1));
  const reported = state.map((code) => (code === NOT_REPORTED ? 0 : 1));
  const columns: Record<string, Column> = {
    year: { kind: "factor", levels: surveyYears.map(String), codes: year },
    practice: { kind: "factor", levels, codes: practice },
    pcn: { kind: "factor", levels: codes.pcns, codes: pcn },
    link_workers: lookup(codes.rates),
    ...Object.fromEntries(Object.entries(codes.arrs).map(([name, values]) => [name, lookup(values)])),
    exposure_state: { kind: "factor", levels: EXPOSURE_STATES, codes: state },
    // 0 where a return was due and is absent.
    exposure_reported: { kind: "flag", values: reported },
    pcn_return: {
      kind: "factor",
      levels: ["Return or not due", "No return"],
      codes: reported.map((value) => 1 - value),
    },
  };
  for (const { name, levels } of covariateCoding(study.survey.gender))
    columns[name] = { kind: "factor", levels, codes: answers[name] };
  columns.deprivation = { kind: "factor", levels: DEPRIVATION_LEVELS, codes: answers.deprivation };
  columns.rurality = { kind: "factor", levels: RURALITY_LEVELS, codes: answers.rurality };
  for (const { name } of [...sampleCoding, ...outcomeCoding]) columns[name] = { kind: "flag", values: answers[name] };
  return { frame: { rows, columns }, links: years.map((raw) => linkCounts(raw, surveyYears, places, starts)) };
}

const NOT_REPORTED = EXPOSURE_STATES.indexOf("not reported");

/** Rows before each group, and the number of all. */
function groupStarts({ groups, at }: PlaceGroups, years: readonly RawYear[]): Uint32Array {
  const starts = new Uint32Array(groups.length + 1);
  for (const { year, practice } of years) {
    const group = groupsOf(at, year);
    for (let i = 0; i < practice.length; i++) starts[group[practice[i]] + 1]++;
  }
  for (let g = 0; g < groups.length; g++) starts[g + 1] += starts[g];
  return starts;
}

function groupsOf(at: PlaceGroups["at"], year: number): Uint32Array {
  const group = at.get(year);
  if (group === undefined) throw new Error(`no links for ${year}`);
  return group;
}

/** The coded columns: every row among its group, the rows of a group in the order of their keys. */
function sortedAnswers(
  gender: GenderRule,
  years: readonly RawYear[],
  { groups, at }: PlaceGroups,
  starts: Uint32Array,
): Readonly<Record<string, Uint8Array>> {
  const coded = codedColumns(gender);
  const most = Math.max(0, ...years.map(({ rows }) => rows));
  const bytes = Object.fromEntries(coded.map(({ name }) => [name, new Uint8Array(most)]));
  const sorted = emptyKeys(coded, starts[groups.length]);
  const next = starts.slice();
  for (const raw of years) {
    codeYear(raw, gender, bytes, 0);
    scatter(packKeys(coded, bytes, raw.rows), raw.practice, groupsOf(at, raw.year), sorted, next);
  }
  for (let g = 0; g < groups.length; g++) sorted.subarray(starts[g], starts[g + 1]).sort();
  return unpackKeys(coded, sorted);
}

function scatter(keys: RowKeys, practice: Uint16Array, group: Uint32Array, sorted: RowKeys, next: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) sorted[next[group[practice[i]]]++] = keys[i];
}

function linkCounts(
  { year, rows }: RawYear,
  surveyYears: readonly number[],
  { groups }: PlaceGroups,
  starts: Uint32Array,
): YearLinkCounts {
  const without = NO_PCN_RULES.map(() => 0);
  for (const [g, group] of groups.entries())
    if (surveyYears[group.year] === year && group.rule < without.length)
      without[group.rule] += starts[g + 1] - starts[g];
  const counts = NO_PCN_RULES.map((rule, i) => ({ rule, rows: without[i] }));
  return { surveyYear: year, rows, withoutPcn: counts.filter((count) => count.rows > 0) };
}
