import { outcomeLabel } from "../paper/labels";
import { SIGNIFICANT } from "../paper/supplement/significant";

/** Reads a value of the results store by key; undefined when this run does not have it. */
export type Lookup = (key: string) => number | undefined;

/** What a run says of a finding. `shows` is what it was judged by. */
export type Judgement =
  | { readonly kind: "holds" | "does not hold"; readonly shows: string }
  | { readonly kind: "cannot be judged"; readonly reason: string };

/** "Not feeling isolated (M1)" of `M1.not_isolated`. */
export const outcomeAndModel = (cell: string) =>
  `${outcomeLabel(cell.slice(cell.indexOf(".") + 1))} (${cell.slice(0, 2)})`;

/** For what no run can show. */
export const elsewhere = (reason: string) => (): Judgement => ({ kind: "cannot be judged", reason });

/** A judgement on parts: every part must be in the store; the finding holds when all do. */
export function allOf(
  at: Lookup,
  parts: readonly {
    readonly of: string;
    readonly keys: readonly string[];
    readonly ok: (values: readonly number[]) => boolean;
  }[],
): Judgement {
  const read = parts.map((part) => ({ ...part, values: part.keys.map(at) }));
  const lacking = read.flatMap(({ keys, values }) => keys.filter((_, i) => values[i] === undefined));
  if (lacking.length > 0) return { kind: "cannot be judged", reason: lackingText(lacking) };
  const failing = read.filter(({ values, ok }) => !ok(values as readonly number[])).map(({ of }) => of);
  const shows = failing.length === 0 ? `true of all ${read.length} parts` : `not true of ${failing.join(", ")}`;
  return {
    kind: failing.length === 0 ? "holds" : "does not hold",
    shows: read.length === 1 && failing.length === 0 ? "as stated" : shows,
  };
}

/** In deciles without a model of their own the reason is the paper's own rule. */
function lackingText([first]: readonly string[]): string {
  if (first.startsWith("s11/"))
    return "a decile has no model of its own: the interaction is not significant, or too few answered";
  return `this run has no result ${first}`;
}

/** Of a log odds ratio and its p. */
export const positive = ([logOr, p]: readonly number[]) => logOr > 0 && p < SIGNIFICANT;
export const insignificant = ([, p]: readonly number[]) => !(p < SIGNIFICANT);
/** Keys of a log odds ratio and its p. */
export const estimateKeys = (key: string) => [`${key}/logOr`, `${key}/p`];
export const table3 = (cells: readonly string[], ok: (values: readonly number[]) => boolean) =>
  cells.map((cell) => ({ of: outcomeAndModel(cell), keys: estimateKeys(`table3/${cell}`), ok }));

/** Whether every cell of an exhibit keeps sign and significance. */
export const agreement = (exhibit: string) => (at: Lookup) =>
  allOf(at, [
    {
      of: "every cell",
      keys: [`${exhibit}/agreeing`, `${exhibit}/cells`],
      ok: ([agreeing, cells]) => agreeing === cells,
    },
  ]);

/** Keys of the log odds ratios of some deciles, 1 the most deprived. */
export const decileKeys = (exhibit: string, cell: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${exhibit}/${cell}/decile${from + i}/logOr`);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Whether the five most deprived deciles have the larger mean log odds ratio. */
const favoursDeprived = (values: readonly number[]) => mean(values.slice(0, 5)) > mean(values.slice(5));

/** Whether the effect differs over deciles of deprivation, and whom it favours. */
export const gradient = (cell: string, favours: "more" | "less" | "none") => (at: Lookup) =>
  allOf(at, [
    {
      of: "the joint test of the interaction",
      keys: [`s10/${cell}/p`],
      ok: ([p]: readonly number[]) => p < SIGNIFICANT === (favours !== "none"),
    },
    ...(favours === "none"
      ? []
      : [
          {
            of: "the direction",
            keys: decileKeys("s10", cell, 1, 10),
            ok: (values: readonly number[]) => favoursDeprived(values) === (favours === "more"),
          },
        ]),
  ]);

/** Whom the deciles' own models favour: the more or the less deprived. */
export const subgroups = (cell: string, favours: "more" | "less") => (at: Lookup) =>
  allOf(at, [
    {
      of: "the direction",
      keys: decileKeys("s11", cell, 1, 10),
      ok: (values) => favoursDeprived(values) === (favours === "more"),
    },
  ]);

/** Key of an outcome's mean in a survey year. */
export const meanKey = (cell: string, of: number) => `sample/${cell}/mean${of}`;
