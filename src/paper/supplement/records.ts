import type { Margin, TermEstimate } from "../../model/types";
import type { ResultRecord } from "../../results/types";
import { estimateBehind, estimatesBehind, PUBLIC } from "../behind";
import { exposureTerm, type FittedCell } from "../fittedCell";
import type { FactorEffect } from "./covariateEffects";
import { type CellSubgroups, type DecileInteraction, levelOf } from "./decileModels";
import { BAND, type NonLinearCell } from "./nonLinearModels";
import type { RoleYear } from "./rolesTable";
import { SIGNIFICANT } from "./significant";

type Base = Pick<ResultRecord, "n" | "events" | "clusters" | "df" | "sample" | "model" | "underlying">;

/** What the records of a fitted cell share; `level` names the coefficient of a level (`age=25-34`). */
const baseOf = (id: string, cell: Pick<FittedCell, "fit" | "facts">, level?: string): Base => {
  const { fit } = cell;
  const underlying = estimateBehind(cell, level);
  return {
    n: fit.n,
    events: fit.events,
    clusters: fit.clusters,
    ...(fit.vce.df === undefined ? {} : { df: fit.vce.df }),
    model: id,
    sample: (fit.spec.sample ?? []).join(" & ") || "all",
    ...(underlying && { underlying }),
  };
};

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
  one(`${key}/chi2`, chi2, 1, "", { ...base, df }),
  one(`${key}/df`, df, 0, "", { ...base, df }),
  one(`${key}/p`, p, pDecimals(p), "", { ...base, df }),
];

/** `s7/<cell>/<covariate>/<level>/or`, …, `/amePp`, and the joint test `s7/<cell>/<covariate>/chi2`, `/df`, `/p`. */
export function covariateRecords(cell: FittedCell, effects: readonly FactorEffect[]): readonly ResultRecord[] {
  return effects.flatMap(({ factor, levels, wald }) => {
    const key = `s7/${cell.id}/${factor}`;
    return [
      ...testRecords(key, wald, baseOf(cell.id, cell)),
      ...levels.flatMap(({ level, term, change }) => {
        if (!term || !change) return [];
        const base = baseOf(cell.id, cell, `${factor}=${level}`);
        return [...termRecords(`${key}/${level}`, term, base), ...marginRecords(`${key}/${level}`, change, base)];
      }),
    ];
  });
}

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
      const base = baseOf(id, cell);
      const key = `${exhibit}/${id}/${name}`;
      return [...(term ? termRecords(key, term, base) : []), ...(margin ? marginRecords(key, margin, base) : [])];
    });
  });
}

/** How many of the cells have the same sign and the same side of the 5% level for the exposure in two sets of fits: `<exhibit>/agreeing`, `/cells`. */
export function agreementRecords(
  exhibit: string,
  cells: readonly FittedCell[],
  others: readonly FittedCell[],
): readonly ResultRecord[] {
  const pairs = cells.map((cell, i) => [exposureTerm(cell.fit), exposureTerm(others[i].fit)] as const);
  const base = { underlying: estimatesBehind([...cells, ...others]) };
  const alike = pairs.filter(([a, b]) => a.estimate > 0 === b.estimate > 0 && a.p < SIGNIFICANT === b.p < SIGNIFICANT);
  return [one(`${exhibit}/agreeing`, alike.length, 0, "", base), one(`${exhibit}/cells`, pairs.length, 0, "", base)];
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
export function interactionRecords(interaction: DecileInteraction): readonly ResultRecord[] {
  const { cell, deciles, wald } = interaction;
  return [
    ...testRecords(`s10/${cell.id}`, wald, baseOf(cell.id, interaction)),
    ...deciles.flatMap(({ decile, term, over, at }) => {
      const base = baseOf(cell.id, interaction, levelOf(decile));
      return [
        ...termRecords(`s10/${cell.id}/decile${decile}`, term, base),
        ...marginRecords(`s10/${cell.id}/decile${decile}/over`, over, base),
        ...marginRecords(`s10/${cell.id}/decile${decile}/at`, at, base),
      ];
    }),
  ];
}

/** `s11/<cell>/decile<d>/or`, …, `/amePp`. */
export function subgroupRecords({ interaction, subgroups }: CellSubgroups): readonly ResultRecord[] {
  const { id } = interaction.cell;
  return subgroups.flatMap((subgroup) => {
    const { decile, term, margin } = subgroup;
    const base = baseOf(id, subgroup);
    const key = `s11/${id}/decile${decile}`;
    return [...termRecords(key, term, base), ...marginRecords(key, margin, base)];
  });
}

/** `nonlinear/<cell>/square/p`, `/bands/p`, `/spline/p`, `/jump/p`, and the odds ratio of each band. */
export function nonLinearRecords({ cell, square, bands, spline }: NonLinearCell): readonly ResultRecord[] {
  const key = `nonlinear/${cell.id}`;
  const inBands = bands.fit.terms.filter(({ name }) => name.startsWith(`${BAND}=`));
  return [
    ...testRecords(`${key}/square`, square.wald, baseOf(cell.id, square)),
    ...testRecords(`${key}/bands`, bands.wald, baseOf(cell.id, bands)),
    ...testRecords(`${key}/spline`, spline.wald, baseOf(cell.id, spline)),
    ...testRecords(`${key}/jump`, spline.jump, baseOf(cell.id, spline)),
    ...inBands.flatMap((term, k) => termRecords(`${key}/band${k + 1}`, term, baseOf(cell.id, bands, term.name))),
  ];
}
