import type { CellLedger, SampleLedger } from "../data";
import { outcomeCoding, sampleCoding } from "../data/coding";
import type { People, Sum } from "../disclosure/underlying";
import type { FigureExhibit } from "../exhibit/types";
import { type FlowCount, type FlowLine, type FlowSample, flowFigure } from "../figure";
import { findPublished } from "../published/published";
import { StudyError } from "../util/errors";
import { countBehind, PUBLIC, restrictedExhibit } from "./behind";
import { EVERYBODY } from "./modelFacts";

/** Reasons that share a box, by the rules of the ledger. */
const REASONS: readonly (readonly [string, (rule: string) => boolean])[] = [
  ["no answer", (rule) => rule === "missing outcome"],
  ["no network", (rule) => rule === "missing link_workers" || rule === "missing pcn" || rule === "missing practice"],
  ["incomplete", (rule) => rule.startsWith("missing ") || rule.startsWith("predicts perfectly")],
];

/**
 * The sample ledger as a flow figure: from the rows of the files to each analysis sample beside the published number.
 * @throws StudyError `verification` when a line does not add up
 */
export function sampleFlowFigure(ledger: SampleLedger, synthetic: boolean): FigureExhibit {
  const { files, frameRows, cells } = ledger;
  const keys = [...new Set(cells.map(({ sample }) => sample.join(" & ")))];
  const samples = keys.map((key) =>
    sampleOf(
      cells.filter(({ sample }) => sample.join(" & ") === key),
      frameRows,
    ),
  );
  return flowFigure({
    id: "figure-flow",
    label: "",
    title: "From the rows of the files to the analysis samples",
    note:
      "A respondent leaves once, by the first rule met: outside the sample, no valid answer to the outcome question, a practice in no network, incomplete covariates. " +
      "Boxes at the right: analysed; beside them the published number.",
    synthetic,
    start: {
      label: files.length === 1 ? "Rows in the file" : `Rows in the files of ${files.length} survey years`,
      n: files.reduce((sum, { rowsInFile }) => sum + rowsInFile, 0),
      behind: countBehind(cells[0]?.facts?.everybody),
    },
    samples,
    disclosure: restrictedExhibit("respondents of each analysis sample and those who left it", {
      sums: cells.flatMap(sumsOf),
    }),
  });
}

function sampleOf(cells: readonly CellLedger[], everybody: number): FlowSample {
  const [first] = cells;
  const outside = stepsOf(first, isOutside);
  const n = everybody - outside.n;
  return {
    inside: { label: sampleLabel(first.sample), n, behind: countBehind(inSample(first, n)) },
    ...(first.sample.length > 0 && { outside: { ...outside, label: "others" } }),
    lines: cells.map((cell) => lineOf(cell, n)),
  };
}

function lineOf(cell: CellLedger, inside: number): FlowLine {
  const { id, outcome, n, facts } = cell;
  const published = findPublished(id)?.n.value;
  const exits = REASONS.map(([label], i) => ({ ...stepsOf(cell, (rule) => reasonOf(rule) === i), label }));
  const left = exits.reduce((sum, exit) => sum + exit.n, 0);
  if (inside - left !== n) {
    throw new StudyError(
      "verification",
      "sample-ledger-balances",
      `flow of ${id}: ${inside} less ${left} is not ${n}. This is a defect: report it.`,
    );
  }
  const label = outcomeCoding.find(({ name }) => name === outcome)?.label ?? outcome;
  return {
    id,
    label: `${label} (${id.split(".")[0]})`,
    exits,
    end: { label: "analysed", n, behind: countBehind(facts?.people) },
    ...(published === undefined ? {} : { published }),
  };
}

const isOutside = (rule: string): boolean => rule.startsWith("outside sample");
const reasonOf = (rule: string): number => REASONS.findIndex(([, is]) => is(rule));

function sampleLabel(sample: readonly string[]): string {
  if (sample.length === 0) return "All respondents";
  if (sample.length === 1) {
    const label = sampleCoding.find(({ name }) => name === sample[0])?.label ?? sample[0];
    return label.replace(/^People with an? /, "With a ").replace(/^People with /, "With ");
  }
  return "With both";
}

/** Those who left a cell by some of its steps. */
function stepsOf(cell: CellLedger, is: (rule: string) => boolean): FlowCount & { readonly n: number } {
  const { steps, facts } = cell;
  const at = steps.flatMap(({ rule, rows }, i) => (rows > 0 && is(rule) ? [i] : []));
  const n = at.reduce((sum, i) => sum + steps[i].rows, 0);
  // A rule that the model does not have takes nobody.
  if (at.length === 0) return { label: "", n, behind: PUBLIC };
  return { label: "", n, behind: countBehind(facts && together(at.map((i) => facts.steps[i]))) };
}

/** Groups without a common member as one; its places are at least those of the group with the most. */
function together(groups: readonly People[]): People {
  if (groups.length === 1) return groups[0];
  const most = (name: "practices" | "pcns") => Math.max(0, ...groups.map((group) => group[name] ?? 0));
  const population = groups.map((group) => group.population).join(" + ");
  return { n: groups.reduce((sum, { n }) => sum + n, 0), practices: most("practices"), pcns: most("pcns"), population };
}

/** Everybody in the sample of a cell: at least those analysed. */
function inSample({ sample, facts }: CellLedger, n: number): People | undefined {
  if (!facts || sample.length === 0) return facts?.everybody;
  const { practices, pcns } = facts.people;
  return { n, practices, pcns, population: `sample ${sample.join(" & ")}`, within: [EVERYBODY] };
}

/** A sample and those outside make up everybody; the exits and the analysed make up the sample; steps make up an exit. */
function sumsOf(cell: CellLedger): readonly Sum[] {
  const { steps, facts } = cell;
  if (!facts) return [];
  const name = ({ population = "" }: People) => population;
  const of = (is: (rule: string) => boolean) => facts.steps.filter(({ n }, i) => n > 0 && is(steps[i].rule));
  const outside = of(isOutside);
  const leaving = REASONS.map((_, r) => of((rule) => reasonOf(rule) === r)).filter((group) => group.length > 0);
  const joined = [outside, ...leaving].filter((group) => group.length > 1);
  const inside = name(inSample(cell, 0) as People);
  return [
    ...joined.map((group) => ({ total: name(together(group)), parts: group.map(name) })),
    { total: inside, parts: [name(facts.people), ...leaving.map((group) => name(together(group)))] },
    ...(outside.length === 0 ? [] : [{ total: EVERYBODY, parts: [inside, name(together(outside))] }]),
  ];
}
