import { isGated } from "../../disclosure/activeGate";
import { text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import type { LogitFit, Term } from "../../model/types";
import { restrictedExhibit } from "../behind";
import type { FittedCell } from "../fittedCell";
import type { OpenStudy } from "../openStudy";
import { covariateLabel } from "./covariateLabel";

/** A family of models that was run, for the box. */
export interface ModelFamily {
  /** `Table 3` */
  readonly name: string;
  readonly cells: readonly Pick<FittedCell, "id" | "fit">[];
}

/** Box 1: statistical details, read off the specifications and records of the models that were run. */
export function methodsBox({ study, synthetic }: OpenStudy, families: readonly ModelFamily[]): TableExhibit {
  const [main] = families;
  const fits = main.cells.map(({ fit }) => fit);
  const all = families.flatMap(({ cells }) => cells.map(({ fit }) => fit));
  const pseudo = fits.map(({ pseudoR2 }) => pseudoR2);
  // Numbers of people and of clusters stand in tables whose cells pass the gate one by one.
  const gated = isGated();
  const details: readonly (readonly [string, string])[] = [
    [
      "Estimator",
      `Logistic regression by maximum likelihood (Newton steps); ${all.length} models, all converged within ${most(all, "iterations")} iterations`,
    ],
    [
      "Outcomes and samples",
      main.cells.map(({ id, fit }) => `${id}: ${(fit.spec.sample ?? []).join(" and ") || "all"}`).join("; "),
    ],
    ["Exposure", exposureText(study)],
    ["Covariates (base level)", fits[0].spec.terms.flatMap(covariateText).join("; ")],
    [
      "Standard errors",
      `${fits[0].vce.name}, clusters ${fits[0].spec.cluster ?? "none"}${gated ? "" : clusterText(fits)}`,
    ],
    [
      "Tests and intervals",
      fits[0].vce.df === undefined
        ? "z; 95% intervals symmetric in the log odds; joint tests Wald chi-squared"
        : `t with ${fits[0].vce.df} degrees of freedom; joint tests Wald chi-squared`,
    ],
    [
      "Marginal effects",
      "Average over the sample of the derivative of the probability (discrete change for factors), covariates fixed, delta-method errors",
    ],
    [
      "Missing values",
      `Listwise: a respondent leaves by the first rule met${gated ? "" : `; ${range(fits.map(({ n }) => n))} analysed`}`,
    ],
    ["Left the models", dropped(all)],
    ...(gated ? [] : [["Fit", `Pseudo R² ${range(pseudo, 4)} (${main.name})`] as const]),
  ];
  return {
    kind: "table",
    id: "table-box-1",
    label: "Box 1",
    title: "Details of the statistical analysis, as run",
    columns: [
      { id: "what", label: "Item", align: "left" },
      { id: "detail", label: "In this run", align: "left" },
    ],
    rows: inBlocks([
      ...details.map((pair) => ({ group: `${main.name} and all models`, cells: pair.map(text) })),
      ...families.map((family) => ({
        group: "Models by exhibit",
        cells: [family.name, familyText(family, fits[0])].map(text),
      })),
    ]),
    note: "Written from the specifications and records of the models, not by hand. Terms by exhibit: against those of Table 3.",
    synthetic,
    disclosure: restrictedExhibit("none: specifications of the models", { labelColumns: ["detail"] }),
  };
}

/** What sets a family's models apart from those of Table 3, and their size. */
function familyText({ cells }: ModelFamily, main: LogitFit): string {
  if (cells.length === 0) return "none run: no interaction is significant";
  const fits = cells.map(({ fit }) => fit);
  const terms = otherTerms(fits[0], main) || "the terms of Table 3";
  const sizes = `${range(fits.map(({ n }) => n))} respondents, ${range(fits.map(({ clusters }) => clusters))} clusters, `;
  return (
    `${fits.length} models: ${terms}; ${isGated() ? "" : sizes}` +
    `${range(fits.map((fit) => fit.terms.length))} coefficients, convention ${[...new Set(fits.map(({ vce }) => vce.name))].join(", ")}`
  );
}

function exposureText({ exposure }: OpenStudy["study"]): string {
  const years = Object.entries(exposure.staffAt).map(([year, period]) => `${year} ${period === "none" ? "0" : period}`);
  return `${exposure.role}, FTE per ${exposure.perPatients.toLocaleString("en-GB")} registered patients of the PCN; survey year and return: ${years.join(", ")}; PCN without a return: ${exposure.absentPcn}`;
}

const covariateText = (term: Term): string[] =>
  term.kind === "factor" ? [`${covariateLabel(term.name)} (${term.base})`] : [];

const termName = (term: Term): string => (term.kind === "interaction" ? `${term.numeric} x ${term.factor}` : term.name);

/** Terms that a family's models have beside those of Table 3, and those they lack. */
function otherTerms(fit: LogitFit, main: LogitFit): string {
  const [own, base] = [fit.spec.terms.map(termName), main.spec.terms.map(termName)];
  const more = own.filter((name) => !base.includes(name));
  const fewer = base.filter((name) => !own.includes(name));
  return [more.length > 0 ? `with ${more.join(", ")}` : "", fewer.length > 0 ? `without ${fewer.join(", ")}` : ""]
    .filter(Boolean)
    .join(", ");
}

const clusterText = (fits: readonly LogitFit[]): string =>
  ` (${range(fits.map(({ clusters }) => clusters))}), small-sample factor ${fits[0].vce.factor.toFixed(6)}`;

/** On restricted answers without reasons: all of a level may share an outcome. */
function dropped(fits: readonly LogitFit[]): string {
  const name = ({ term, reason }: LogitFit["dropped"][number]) => (isGated() ? term : `${term} (${reason})`);
  const gone = new Set(fits.flatMap((fit) => fit.dropped.map(name)));
  return gone.size > 0
    ? [...gone].join("; ")
    : "nothing: no level predicts an outcome perfectly, no column is collinear";
}

const most = (fits: readonly LogitFit[], of: "iterations"): number => Math.max(...fits.map((fit) => fit[of]));

function range(values: readonly number[], decimals = 0): string {
  const print = (value: number) =>
    value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return print(low) === print(high) ? print(low) : `${print(low)} to ${print(high)}`;
}
