import type { LogitFit, Margin, TermEstimate } from "../../model/types";
import type { ResultRecord } from "../../results/types";
import { estimateBehind, PUBLIC } from "../behind";
import type { FittedCell } from "../fittedCell";
import type { CellSubgroups, DecileInteraction } from "./decileModels";
import { BAND, type NonLinearCell } from "./nonLinearModels";
import type { RoleYear } from "./rolesTable";
import { SIGNIFICANT } from "./significant";

type Base = Pick<ResultRecord, "n" | "events" | "clusters" | "sample" | "model" | "underlying">;

const baseOf = (id: string, fit: LogitFit): Base => ({
  n: fit.n,
  events: fit.events,
  clusters: fit.clusters,
  model: id,
  sample: (fit.spec.sample ?? []).join(" & ") || "all",
});

const pDecimals = (p: number): number => (p < 0.01 ? 3 : 2);

const one = (key: string, value: number, decimals: number, unit = "", base: Base = {}): ResultRecord => ({
  key,
  value,
  unit,
  decimals,
  ...base,
});

const termRecords = (
  key: string,
  { estimate, se, or, orLow, orHigh, p }: TermEstimate,
  base: Base,
): readonly ResultRecord[] => [
  one(`${key}/logOr`, estimate, 6, "", base),
  one(`${key}/se`, se, 6, "", base),
  one(`${key}/or`, or, 3, "", base),
  one(`${key}/ciLow`, orLow, 3, "", base),
  one(`${key}/ciHigh`, orHigh, 3, "", base),
  one(`${key}/p`, p, pDecimals(p), "", base),
];

const marginRecords = (key: string, { ame, se }: Margin, base: Base): readonly ResultRecord[] => [
  one(`${key}/amePp`, 100 * ame, 2, "pp", base),
  one(`${key}/ameSePp`, 100 * se, 4, "pp", base),
];

const testRecords = (
  key: string,
  { chi2, df, p }: { chi2: number; df: number; p: number },
  base: Base,
): readonly ResultRecord[] => [
  one(`${key}/chi2`, chi2, 1, "", base),
  one(`${key}/df`, df, 0, "", base),
  one(`${key}/p`, p, pDecimals(p), "", base),
];

/** Numeric terms of fitted cells: `<exhibit>/<cell>/<term>/or`, `/ciLow`, …, with `/amePp` where there is a margin. */
export function termsOfCells(
  exhibit: string,
  cells: readonly Pick<FittedCell, "id" | "fit" | "facts">[],
): readonly ResultRecord[] {
  return cells.flatMap((cell) => {
    const { id, fit } = cell;
    const names = fit.spec.terms.flatMap((term) => (term.kind === "numeric" ? [term.name] : []));
    return names.flatMap((name) => {
      const term = fit.terms.find((one) => one.name === name);
      const margin = fit.margins.find((one) => one.name === name);
      const underlying = estimateBehind(cell);
      const base = { ...baseOf(id, fit), ...(underlying && { underlying }) };
      const key = `${exhibit}/${id}/${name}`;
      return [...(term ? termRecords(key, term, base) : []), ...(margin ? marginRecords(key, margin, base) : [])];
    });
  });
}

/** How many of the cells have the same sign and the same side of the 5% level for the exposure in two sets of fits: `<exhibit>/agreeing`, `/cells`. */
export function agreementRecords(
  exhibit: string,
  pairs: readonly (readonly [TermEstimate, TermEstimate])[],
): readonly ResultRecord[] {
  const alike = pairs.filter(([a, b]) => a.estimate > 0 === b.estimate > 0 && a.p < SIGNIFICANT === b.p < SIGNIFICANT);
  return [one(`${exhibit}/agreeing`, alike.length, 0), one(`${exhibit}/cells`, pairs.length, 0)];
}

/** Roll-out: `arrs/<year>/<role>/fte` and `/per50k`. */
export function roleRecords(rows: readonly RoleYear[]): readonly ResultRecord[] {
  return rows.flatMap(({ year, column, fte, per50k, sharePct }) => [
    one(`arrs/${year}/${column}/fte`, fte, 0, "", { underlying: PUBLIC }),
    one(`arrs/${year}/${column}/per50k`, per50k, 2, "", { underlying: PUBLIC }),
    one(`arrs/${year}/${column}/sharePct`, sharePct, 1, "%", { underlying: PUBLIC }),
  ]);
}

/** `s10/<cell>/chi2`, `/df`, `/p`, and by decile `s10/<cell>/decile<d>/or`, …, `/over/amePp`, `/at/amePp`. */
export function interactionRecords({ cell, fit, deciles, wald }: DecileInteraction): readonly ResultRecord[] {
  const base = baseOf(cell.id, fit);
  return [
    ...testRecords(`s10/${cell.id}`, wald, base),
    ...deciles.flatMap(({ decile, term, over, at }) => [
      ...termRecords(`s10/${cell.id}/decile${decile}`, term, base),
      ...marginRecords(`s10/${cell.id}/decile${decile}/over`, over, base),
      ...marginRecords(`s10/${cell.id}/decile${decile}/at`, at, base),
    ]),
  ];
}

/** `s11/<cell>/decile<d>/or`, …, `/amePp`. */
export function subgroupRecords({ interaction, subgroups }: CellSubgroups): readonly ResultRecord[] {
  const { id } = interaction.cell;
  return subgroups.flatMap(({ decile, fit, term, margin }) => {
    const base = baseOf(id, fit);
    const key = `s11/${id}/decile${decile}`;
    return [...termRecords(key, term, base), ...marginRecords(key, margin, base)];
  });
}

/** `nonlinear/<cell>/square/p`, `/bands/p`, `/spline/p`, `/jump/p`, and the odds ratio of each band. */
export function nonLinearRecords({ cell, square, bands, spline }: NonLinearCell): readonly ResultRecord[] {
  const base = baseOf(cell.id, square.fit);
  const key = `nonlinear/${cell.id}`;
  const inBands = bands.fit.terms.filter(({ name }) => name.startsWith(`${BAND}=`));
  return [
    ...testRecords(`${key}/square`, square.wald, base),
    ...testRecords(`${key}/bands`, bands.wald, base),
    ...testRecords(`${key}/spline`, spline.wald, base),
    ...testRecords(`${key}/jump`, spline.jump, base),
    ...inBands.flatMap((term, k) => termRecords(`${key}/band${k + 1}`, term, base)),
  ];
}
