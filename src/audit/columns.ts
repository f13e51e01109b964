import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import type { Field } from "./types";

/** What a column of an input table may hold, beside the fields: names of rows, and an interval in one column. */
export type ColumnRole = Field | "id" | "model" | "outcome" | "ci" | "ignored";

/** How a column's numbers are scaled; `auto` is decided from the numbers. */
export type ColumnUnit = "percent" | "proportion" | "auto";

export interface ColumnMeaning {
  readonly role: ColumnRole;
  readonly unit: ColumnUnit;
  /** Multiplier named in the header: 50000 of `per_50000`. */
  readonly multiplier?: number;
}

const ALIASES: Readonly<Record<ColumnRole, readonly string[]>> = {
  id: ["id", "cell", "row", "label", "name", "term", "variable", "row_label"],
  model: ["model", "column", "specification"],
  outcome: ["outcome", "dependent", "dependent_variable", "y"],
  or: ["or", "odds_ratio", "oddsratio", "aor", "adjusted_odds_ratio", "adjusted_or", "exp_b", "exp_beta"],
  ci_low: [
    "ci_low",
    "ci_lower",
    "lower",
    "low",
    "lcl",
    "ll",
    "ci_l",
    "lower_ci",
    "lower_limit",
    "lower_95",
    "conf_low",
    "or_low",
  ],
  ci_high: [
    "ci_high",
    "ci_upper",
    "upper",
    "high",
    "ucl",
    "ul",
    "ci_u",
    "upper_ci",
    "upper_limit",
    "upper_95",
    "conf_high",
    "or_high",
  ],
  ci: ["ci", "95_ci", "ci_95", "ci95", "confidence_interval", "95_confidence_interval", "interval"],
  p: ["p", "p_value", "pvalue", "pval", "p_val", "pr_z", "sig", "significance"],
  b: ["b", "beta", "coef", "coefficient", "log_or", "log_odds_ratio", "logor"],
  se: ["se", "se_b", "se_log_or", "se_beta", "se_coef", "standard_error", "std_err", "std_error"],
  z: ["z", "z_value", "zvalue", "wald_z", "z_stat"],
  ame: [
    "ame",
    "ame_pp",
    "ame_pct",
    "ame_percent",
    "ame_prob",
    "average_marginal_effect",
    "marginal_effect",
    "dydx",
    "dy_dx",
  ],
  mean: [
    "mean",
    "mean_pct",
    "mean_percent",
    "mean_outcome",
    "outcome_mean",
    "prevalence",
    "share",
    "proportion",
    "percent",
  ],
  n: ["n", "nobs", "obs", "observations", "sample_size", "respondents", "number"],
  average: ["average", "average_pcn", "scaled", "scaled_count", "scaled_counts", "count", "per_population"],
  national: ["national", "all_pcns", "national_count", "national_total", "total", "all_groups"],
  ignored: ["note", "notes", "comment", "display", "source", "page", "table"],
};

const ROLES = new Map(
  (Object.entries(ALIASES) as [ColumnRole, readonly string[]][]).flatMap(([role, names]) =>
    names.map((name) => [name, role] as const),
  ),
);

/**
 * The meaning of a header: case, spaces and punctuation do not matter, `per_50000` and `scaled_50000` name their multiplier.
 * @throws StudyError `unknown-column` with the nearest known header
 */
export function columnMeaning(header: string, where: string): ColumnMeaning {
  const name = plainName(header);
  const known = ROLES.get(name);
  if (known !== undefined) return { role: known, unit: unitOf(name) };
  const scaled = /^(per|scaled|average|count|national|total)_x?(\d+)$/.exec(name);
  if (scaled !== null) {
    const role = scaled[1] === "national" || scaled[1] === "total" ? "national" : "average";
    return { role, unit: "auto", multiplier: Number(scaled[2]) };
  }
  const columns = [...ROLES.keys()];
  throw new StudyError(
    "input",
    "unknown-column",
    `${where}: column "${header}" is not known.${didYouMean(name, columns)} Known: id, model, outcome, or, ci_low, ci_high (or ci), p, b, se, z, ame_pp, mean, n, average, national. Rename or remove it.`,
  );
}

function unitOf(name: string): ColumnUnit {
  if (/_(pp|pct|percent)$|^percent$/.test(name)) return "percent";
  return /_prob$|^proportion$/.test(name) ? "proportion" : "auto";
}

/** `ciLow`, `CI low`, `ci.low` and `CI_LOW` are one name. */
function plainName(header: string): string {
  return header
    .trim()
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/(\d),(?=\d{3})/g, "$1")
    .replace(/%/g, /^\D*%$/.test(header.trim()) ? "_pct" : "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}
