import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { VCE_NAMES, type Vce } from "../model/types";
import { publicExhibit } from "./behind";

/** What stands before the sandwich, for what tests, and which program does the same. */
const CONVENTIONS: Readonly<Record<Vce, readonly [factor: string, tests: string, same: string]>> = {
  oim: ["no sandwich: inverse information", "z", "models without clusters"],
  cr0: ["1", "z", "R sandwich, cadjust = FALSE; statsmodels, use_correction=False"],
  cr1: ["M / (M − 1)", "z", "Stata logistic, vce(cluster); R sandwich::vcovCL"],
  "cr1-regress": ["M / (M − 1) × (N − 1) / (N − K)", "z", 'R vcovCL(type = "HC1"); statsmodels, cov_type="cluster"'],
  cr3: ["(M − 1) / M, jackknife over clusters", "t(M\u00a0−\u00a01)", "Stata vce(jackknife, cluster)"],
  cr3l: ["(M − 1) / M, one Newton step for each refit", "t(M\u00a0−\u00a01)", "a linearised jackknife"],
};

/** The covariance conventions of the estimator, the one in use marked. */
export function conventionsTable(chosen: Vce): TableExhibit {
  return {
    kind: "table",
    id: "table-conventions",
    label: "",
    title: "Conventions for clustered standard errors",
    columns: [
      { id: "name", label: "Name", align: "left" },
      { id: "factor", label: "Factor", align: "left" },
      { id: "tests", label: "Tests", align: "left" },
      { id: "same", label: "As in", align: "left" },
    ],
    rows: VCE_NAMES.map((name) => ({
      cells: [name === chosen ? `${name}\u00a0*` : name, ...CONVENTIONS[name]].map(text),
    })),
    note: "* In this study. M clusters, N respondents and K coefficients of the model. The setting models.vce chooses; the factor is printed with every fit.",
    synthetic: false,
    disclosure: publicExhibit("conventions of the estimator"),
  };
}
