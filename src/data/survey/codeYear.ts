import {
  covariateCoding,
  DEPRIVATION_LEVELS,
  type FlagCoding,
  type GenderRule,
  outcomeCoding,
  RURALITY_LEVELS,
  sampleCoding,
  variablesOf,
} from "../coding";
import type { Variable } from "../coding/codes";
import { boxTable, factorTable, flagTable, type LookupTable, MISSING } from "../coding/lookupTable";
import type { TickedCoding } from "../coding/outcomes";
import type { RawYear } from "./rawYear";
import type { KeyColumn } from "./rowKeys";

/** Where a coded year goes: one byte column per name, all rows of the frame long. */
export type ByteColumns = Readonly<Record<string, Uint8Array>>;

/** The columns that `codeYear` fills. */
export function codedColumns(gender: GenderRule): readonly KeyColumn[] {
  const factors = covariateCoding(gender).map(({ name, levels }) => ({ name, levels: levels.length }));
  const areas = [
    { name: "deprivation", levels: DEPRIVATION_LEVELS.length },
    { name: "rurality", levels: RURALITY_LEVELS.length },
  ];
  return [...factors, ...areas, ...[...sampleCoding, ...outcomeCoding].map(({ name }) => ({ name, levels: 2 }))];
}

/** Their names. */
export const codedNames = (gender: GenderRule): string[] => codedColumns(gender).map(({ name }) => name);

/** Codes the answers of a year into the columns, from row `at` on. */
export function codeYear(raw: RawYear, gender: GenderRule, into: ByteColumns, at: number): void {
  const variables = new Map(variablesOf(raw.year).map((variable) => [variable.name, variable]));
  for (const coding of covariateCoding(gender)) {
    const source = coding.sources.find(({ variable }) => variables.has(variable));
    if (source === undefined) throw new Error(`no variable of ${raw.year} gives ${coding.name}`);
    lookUp(raw.answers[source.variable], factorTable(need(variables, source.variable), coding), into[coding.name], at);
  }
  for (const coding of [...sampleCoding, ...outcomeCoding]) codeFlag(raw, coding, variables, into[coding.name], at);
  for (let i = 0; i < raw.rows; i++) {
    into.deprivation[at + i] = raw.decile[i] === 0 ? MISSING : raw.decile[i] - 1;
    into.rurality[at + i] = raw.rural[i];
  }
}

function codeFlag(
  raw: RawYear,
  coding: FlagCoding,
  variables: ReadonlyMap<string, Variable>,
  into: Uint8Array,
  at: number,
): void {
  if (coding.kind === "single") {
    lookUp(raw.answers[coding.variable], flagTable(need(variables, coding.variable), coding), into, at);
  } else {
    codeTicked(raw, coding, variables, into, at);
  }
}

/** The rule of `TickedCoding`, row by row. */
function codeTicked(
  raw: RawYear,
  { box, others }: TickedCoding,
  variables: ReadonlyMap<string, Variable>,
  into: Uint8Array,
  at: number,
): void {
  const boxes = [box, ...others].map((name) => ({ raw: raw.answers[name], table: boxTable(need(variables, name)) }));
  for (let i = 0; i < raw.rows; i++) {
    const main = boxes[0].table[boxes[0].raw[i]];
    let other = 0;
    for (let j = 1; j < boxes.length; j++) if (boxes[j].table[boxes[j].raw[i]] === 1) other = 1;
    into[at + i] = main === 1 ? 0 : main === 0 && other === 1 ? 1 : MISSING;
  }
}

function lookUp(raw: Uint8Array, table: LookupTable, into: Uint8Array, at: number): void {
  for (let i = 0; i < raw.length; i++) into[at + i] = table[raw[i]];
}

function need(variables: ReadonlyMap<string, Variable>, name: string): Variable {
  const variable = variables.get(name);
  if (variable === undefined) throw new Error(`variable ${name} is not read`);
  return variable;
}
