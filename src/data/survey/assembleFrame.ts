import type { Study } from "../../study/study";
import { covariateCoding, DEPRIVATION_LEVELS, outcomeCoding, RURALITY_LEVELS, sampleCoding } from "../coding";
import type { Column, Frame } from "../frame";
import { EXPOSURE_STATES } from "../linkage/types";
import { type CodeColumn, canonicalOrder, gather } from "./canonicalOrder";
import { codedNames, codeYear } from "./codeYear";
import { type LinkCodes, NO_PCN_RULES } from "./linkCodes";
import type { RawYear } from "./rawYear";

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

/** Codes and joins the years as read into one frame, rows in canonical order: by PCN, year, practice, covariates, answers. */
export function assembleFrame(
  study: Study,
  years: readonly RawYear[],
  practices: readonly string[],
  codes: LinkCodes,
): AssembledFrame {
  const rows = years.reduce((total, { rows }) => total + rows, 0);
  const names = codedNames(study.survey.gender);
  const bytes: Record<string, Uint8Array> = Object.fromEntries(names.map((name) => [name, new Uint8Array(rows)]));
  const surveyYears = [...study.survey.years].sort((a, b) => a - b);
  const year = new Uint8Array(rows);
  const state = new Uint8Array(rows);
  const [practice, pcn, rate] = [new Uint16Array(rows), new Uint16Array(rows), new Uint16Array(rows)];
  const rank = practiceRanks(practices);
  const links: YearLinkCounts[] = [];
  let at = 0;
  for (const raw of years) {
    const of = codes.byYear.get(raw.year);
    if (of === undefined) throw new Error(`no links for ${raw.year}`);
    codeYear(raw, study.survey.gender, bytes, at);
    year.fill(surveyYears.indexOf(raw.year as never), at, at + raw.rows);
    const without = new Uint32Array(256);
    for (let i = 0; i < raw.rows; i++) {
      const id = raw.practice[i];
      const blank = id === 0xffff;
      practice[at + i] = blank ? 0xffff : rank[id];
      pcn[at + i] = blank ? 0xffff : of.pcn[id];
      rate[at + i] = blank ? 0xffff : of.rate[id];
      state[at + i] = blank ? 0xff : of.state[id];
      without[blank ? 0 : of.rule[id]]++;
    }
    const counts = NO_PCN_RULES.map((rule, i) => ({ rule, rows: without[i] })).filter((count) => count.rows > 0);
    links.push({ surveyYear: raw.year, rows: raw.rows, withoutPcn: counts });
    at += raw.rows;
  }
  const order = canonicalOrder([pcn, year, practice, ...names.map((name) => bytes[name])], rows);
  const sorted = <Codes extends CodeColumn>(column: Codes) => gather(column, order);
  const stateCodes = sorted(state);
  const rateCodes = sorted(rate);
  const lookup = (values: Float64Array): Column => ({ kind: "lookup", codes: rateCodes, values });
  const levels = [...practices].sort((a, b) => (a < b ? -1 : 1));
  const columns: Record<string, Column> = {
    year: { kind: "factor", levels: surveyYears.map(String), codes: sorted(year) },
    practice: { kind: "factor", levels, codes: sorted(practice) },
    pcn: { kind: "factor", levels: codes.pcns, codes: sorted(pcn) },
    link_workers: lookup(codes.rates),
    ...Object.fromEntries(Object.entries(codes.arrs).map(([name, values]) => [name, lookup(values)])),
    exposure_state: { kind: "factor", levels: EXPOSURE_STATES, codes: stateCodes },
    exposure_reported: { kind: "flag", values: notAbsent(stateCodes) },
    pcn_return: {
      kind: "factor",
      levels: ["Return or not due", "No return"],
      codes: notAbsent(stateCodes).map((value) => 1 - value),
    },
  };
  for (const { name, levels } of covariateCoding(study.survey.gender))
    columns[name] = { kind: "factor", levels, codes: sorted(bytes[name]) };
  columns.deprivation = { kind: "factor", levels: DEPRIVATION_LEVELS, codes: sorted(bytes.deprivation) };
  columns.rurality = { kind: "factor", levels: RURALITY_LEVELS, codes: sorted(bytes.rurality) };
  for (const { name } of [...sampleCoding, ...outcomeCoding])
    columns[name] = { kind: "flag", values: sorted(bytes[name]) };
  return { frame: { rows, columns }, links };
}

const NOT_REPORTED = EXPOSURE_STATES.indexOf("not reported");

/** 0 where a return was due and is absent, else 1. */
const notAbsent = (states: Uint8Array): Uint8Array => states.map((state) => (state === NOT_REPORTED ? 0 : 1));

/** Position of each practice of the dictionary in alphabetical order. */
function practiceRanks(practices: readonly string[]): Uint16Array {
  const order = practices.map((_, i) => i).sort((a, b) => (practices[a] < practices[b] ? -1 : 1));
  const rank = new Uint16Array(practices.length);
  order.forEach((id, position) => {
    rank[id] = position;
  });
  return rank;
}
