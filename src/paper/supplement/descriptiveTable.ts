import { isGated } from "../../disclosure/activeGate";
import type { People, Sum, Underlying } from "../../disclosure/underlying";
import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../../exhibit/types";
import type { ResultRecord } from "../../results/types";
import type { CellSpec } from "../../study";
import { countBehind, PUBLIC, restingOn, restrictedExhibit } from "../behind";
import { column, completeRows } from "../completeRows";
import { headlineCells } from "../headline";
import { EVERYBODY, peopleOf, placesByLevel } from "../modelFacts";
import type { OpenStudy } from "../openStudy";
import { covariateLabel } from "./covariateLabel";
import { shortOutcome } from "./shortOutcome";

/** A column of the table: whom it describes, and their number by level of each factor. */
interface Sample {
  readonly people: People;
  readonly counts: Readonly<Record<string, Classified>>;
}

interface Classified {
  readonly levels: readonly string[];
  readonly rows: Float64Array;
  /** Practices and PCNs by level, on restricted answers. */
  readonly places?: ReturnType<typeof placesByLevel>;
}

/** Table S.3: registered population, all respondents, and each outcome's headline sample, in percent by covariate. */
export function descriptiveTable(study: OpenStudy, cells: readonly CellSpec[]): TableExhibit {
  const shown = headlineCells(cells);
  const factors = study.study.covariates.map(({ name }) => name);
  const everyone = new Uint8Array(study.frame.rows).fill(1);
  const named = (used: Uint8Array, population: string, more: Partial<People> = {}): Sample => ({
    people: { ...(isGated() ? peopleOf(study.frame, used) : { n: numberOf(used) }), population, ...more },
    counts: countLevels(study, factors, used),
  });
  const samples = [
    named(everyone, EVERYBODY),
    ...shown.map(({ id, spec }) => named(completeRows(study.frame, spec), id, { family: spec.outcome })),
  ];
  const population = populationShares(study);
  const rows = factors.flatMap((factor) =>
    samples[0].counts[factor].levels.map((level, l) => ({
      group: `${covariateLabel(factor)}, %`,
      cells: [
        text(level),
        restingOn(PUBLIC, number(population[factor]?.[level] ?? Number.NaN, 1)),
        ...samples.map((of) => restingOn(levelBehind(of, factor, l), number(percent(of.counts[factor].rows, l), 1))),
      ],
    })),
  );
  const size = ({ people }: Sample): Cell => restingOn(countBehind(people), count(people.n));
  return {
    kind: "table",
    id: "table-s3",
    label: "Table S.3",
    title: "The registered population, the survey, and the sample of each outcome",
    columns: [
      { id: "level", label: "Characteristic", align: "left" },
      { id: "population", label: "Population", align: "right" },
      { id: "survey", label: "Survey", align: "right" },
      ...shown.map(({ id, spec }) => ({
        id,
        label: shortOutcome(spec.outcome),
        align: "right" as const,
        group: "Sample of",
      })),
    ],
    rows: inBlocks([
      {
        group: "People",
        cells: [text("Number"), restingOn(PUBLIC, count(patients(study))), ...samples.map(size)],
      },
      {
        group: "People",
        cells: [text("aged 16 or over"), restingOn(PUBLIC, count(adults(study))), ...samples.map(size)],
      },
      ...rows,
    ]),
    note:
      "Population: patients registered with a practice (one release), by area of residence at all ages and by age and sex from 16 on; their registers hold neither ethnic group nor " +
      `employment, and sex as female or male. Survey: all respondents read, percent of those whose answer is known. Samples: ${shown.map(({ id, spec }) => `${shortOutcome(spec.outcome)} ${id}`).join(", ")}; ` +
      "complete covariates and a PCN. Unweighted.",
    synthetic: study.synthetic,
    disclosure: restrictedExhibit("all respondents, and those of each outcome's headline sample", {
      sums: samples.flatMap((of) => factors.map((factor) => sumOfLevels(of, factor))),
      constants: ["1", "16"],
    }),
  };
}

const numberOf = (used: Uint8Array): number => used.reduce((sum, one) => sum + one, 0);

/** Those of a sample whose level of a factor is known: all of them where the sample is complete. */
function known({ people, counts }: Sample, factor: string): People {
  const n = total(counts[factor].rows);
  const { population = "" } = people;
  return n === people.n ? people : { ...people, n, population: `${population}, ${factor} known`, within: [population] };
}

/** Groups by survey year bear the names that Table 2 and Figure 1 give them. */
const levelName = ({ people }: Sample, factor: string, level: string): string =>
  factor === "year" ? `${people.population}, ${level}` : `${people.population} & ${factor}=${level}`;

function levelBehind(of: Sample, factor: string, l: number): Underlying | undefined {
  const { levels, rows, places } = of.counts[factor];
  const behind = { numerator: levelName(of, factor, levels[l]), among: places?.[l] };
  return places && { role: "share", ...known(of, factor), events: rows[l], scale: 100, ...behind };
}

function sumOfLevels(of: Sample, factor: string): Sum {
  const parts = of.counts[factor].levels.map((level) => levelName(of, factor, level));
  return { total: known(of, factor).population ?? "", parts };
}

/** Groups that the paper says answer more than others: a factor and its levels. */
const GROUPS = {
  older: ["age", ["65-74", "75-84", "85+"]],
  female: ["gender", ["Female"]],
  rural: ["rurality", ["Rural"]],
} as const;

/** Their shares among respondents and in the population as records `s3/<group>/survey` and `/population`, in percent. */
export function descriptiveRecords(study: OpenStudy): readonly ResultRecord[] {
  const everyone = new Uint8Array(study.frame.rows).fill(1);
  const population = populationShares(study);
  return Object.entries(GROUPS).flatMap(([group, [factor, levels]]) => {
    const { [factor]: counts } = countLevels(study, [factor], everyone);
    const sum = (share: (level: string) => number) => levels.reduce((total, level) => total + share(level), 0);
    const survey = sum((level) => percent(counts.rows, counts.levels.indexOf(level)));
    const shares = population[factor];
    const record = (what: string, value: number) => ({ key: `s3/${group}/${what}`, value, unit: "%", decimals: 1 });
    return [
      // Of restricted answers the table has them, each with the counts behind it.
      ...(isGated() ? [] : [record("survey", survey)]),
      ...(shares
        ? [
            {
              ...record(
                "population",
                sum((level) => shares[level] ?? 0),
              ),
              underlying: PUBLIC,
            },
          ]
        : []),
    ];
  });
}

function countLevels({ frame }: OpenStudy, factors: readonly string[], used: Uint8Array): Sample["counts"] {
  return Object.fromEntries(
    factors.map((factor) => {
      const of = column(frame, factor);
      if (of.kind !== "factor") throw new RangeError(`${factor} is not a factor column`);
      // The last slots take the code of missing values and are never printed.
      const rows = new Float64Array(of.codes instanceof Uint8Array ? 256 : 65536);
      for (let i = 0; i < used.length; i++) rows[of.codes[i]] += used[i];
      const places = isGated() ? { places: placesByLevel(frame, factor, used) } : {};
      return [factor, { levels: of.levels, rows: rows.subarray(0, of.levels.length), ...places }];
    }),
  );
}

const total = (rows: Float64Array): number => rows.reduce((sum, n) => sum + n, 0);
const percent = (rows: Float64Array, at: number): number => (100 * rows[at]) / total(rows);

/** Registered patients of all ages; by area where that is known. */
function patients({ population, populationByAge }: OpenStudy): number | undefined {
  const groups = population.length > 0 ? population : populationByAge;
  return groups.length === 0 ? undefined : groups.reduce((sum, { patients }) => sum + patients, 0);
}

const aged16 = ({ populationByAge }: OpenStudy) => populationByAge.filter(({ age }) => age !== "under 16");

function adults(study: OpenStudy): number | undefined {
  const groups = aged16(study);
  return groups.length === 0 ? undefined : groups.reduce((sum, { patients }) => sum + patients, 0);
}

/** Shares in percent of what is known, by level. */
function sharesOf<Group extends { readonly patients: number }>(
  groups: readonly Group[],
  label: (group: Group) => string | undefined,
): Readonly<Record<string, number>> | undefined {
  const sums = new Map<string, number>();
  for (const group of groups) {
    const level = label(group);
    if (level !== undefined) sums.set(level, (sums.get(level) ?? 0) + group.patients);
  }
  const total = [...sums.values()].reduce((sum, n) => sum + n, 0);
  return total === 0 ? undefined : Object.fromEntries([...sums].map(([level, n]) => [level, (100 * n) / total]));
}

/** What the registers hold of the population, in percent of those for whom it is known. */
function populationShares(study: OpenStudy): Readonly<Record<string, Readonly<Record<string, number>> | undefined>> {
  const { population } = study;
  return {
    age: sharesOf(aged16(study), ({ age }) => age),
    gender: sharesOf(aged16(study), ({ sex }) => sex),
    deprivation: sharesOf(population, ({ decile }) => (decile === 0 ? undefined : String(decile))),
    rurality: sharesOf(population, ({ rural }) => (rural === 255 ? undefined : rural === 1 ? "Rural" : "Urban")),
  };
}
