/** One right-hand-side term of a logit. Order of terms is the order of columns, so of two collinear columns the later leaves. */
export type Term =
  | { readonly kind: "numeric"; readonly name: string }
  | { readonly kind: "factor"; readonly name: string; readonly base?: string }
  | { readonly kind: "interaction"; readonly numeric: string; readonly factor: string; readonly base?: string };

/** What is fitted: plain data, no code. */
export interface LogitSpec {
  /** Name of a flag column. */
  readonly outcome: string;
  /** Flag columns that must be 1 for a row to belong to the sample. Default: every row. */
  readonly sample?: readonly string[];
  /** In the order of the columns. */
  readonly terms: readonly Term[];
  /** Name of the factor column that holds the clusters. Without it the covariance is `oim`. */
  readonly cluster?: string;
  /** A factor column of which every level gets its own intercept (fixed effects), estimated but not reported. */
  readonly absorb?: string;
  /** A second factor column of clusters: the covariance is then two-way, V(first) + V(second) - V(both). */
  readonly secondCluster?: string;
  /** Numeric column of whole numbers: how many identical rows a row stands for. */
  readonly frequency?: string;
  /** Numeric column of survey weights (Stata's pweights): weighted scores and information; n still counts rows. */
  readonly weights?: string;
  /** Covariance convention; default `cr1` = M/(M-1), Stata's for maximum likelihood. */
  readonly vce?: Vce;
  /** Numeric terms whose average marginal effect is wanted. */
  readonly margins?: readonly string[];
}

/**
 * Covariance conventions, with M clusters, N rows and K columns: `oim` inverse information; `cr0` H^-1 B H^-1; `cr1` times
 * M/(M-1); `cr1-regress` times M/(M-1) (N-1)/(N-K); `cr3` the cluster jackknife, `cr3l` its linearisation, both with t(M-1).
 */
export type Vce = "oim" | "cr0" | "cr1" | "cr1-regress" | "cr3" | "cr3l";

/** All conventions, for messages and for checking input. */
export const VCE_NAMES: readonly Vce[] = ["oim", "cr0", "cr1", "cr1-regress", "cr3", "cr3l"];

/** One coefficient of a fit with its error, test and odds ratio; on the log-odds scale unless it says odds ratio. */
export interface TermEstimate {
  /** `(Intercept)`, `x`, `factor=level` or `x:factor=level`. */
  readonly name: string;
  /** Log odds ratio. */
  readonly estimate: number;
  /** Its standard error. */
  readonly se: number;
  /** `estimate / se`. */
  readonly z: number;
  /** Two-sided; normal, or t where `vce.df` is given. */
  readonly p: number;
  /** `exp(estimate)`. */
  readonly or: number;
  /** 95% limits, symmetric in the log odds ratio. */
  readonly orLow: number;
  readonly orHigh: number;
}

/** Average marginal effect on the probability scale (0-1) per unit of the term. */
export interface Margin {
  /** The numeric term. */
  readonly name: string;
  /** Mean over the sample of the derivative of the probability. */
  readonly ame: number;
  /** Delta method, covariates taken as fixed. */
  readonly se: number;
  readonly z: number;
  readonly p: number;
  /** 95% limits, symmetric. */
  readonly low: number;
  readonly high: number;
}

/** A term that left the model before fitting, and the rows that left with it. */
export interface DroppedTerm {
  readonly term: string;
  readonly reason: "collinear" | "predicts-perfectly" | "empty-level";
  readonly rows: number;
}

export interface Notice {
  /** Stable id phrased as the rule that should hold, e.g. `outcome-varies-within-level`. */
  readonly id: string;
  readonly message: string;
}

/** One step of listwise deletion: rows that left by a named rule, in the order applied. */
export interface LedgerStep {
  /** `outside sample: ltc`, `missing outcome`, `missing age`, `predicts perfectly: ethnicity=Roma`, … */
  readonly rule: string;
  readonly rows: number;
}

/** A complete, readonly, plain-data record of one fit. */
export interface LogitFit {
  readonly spec: LogitSpec;
  /** Rows in the sample (frequencies counted). */
  readonly n: number;
  /** Rows with outcome 1. */
  readonly events: number;
  /** Clusters left in the sample; 0 without clusters. */
  readonly clusters: number;
  readonly logLik: number;
  /** Of the model with an intercept only, on the same rows. */
  readonly logLikNull: number;
  /** McFadden's: 1 - logLik / logLikNull. */
  readonly pseudoR2: number;
  /** Newton steps. */
  readonly iterations: number;
  /** Always true: a fit that does not converge is an error. */
  readonly converged: boolean;
  /** Convention, the factor it puts before the sandwich, and the degrees of freedom when tests use t instead of the normal. */
  readonly vce: { readonly name: Vce; readonly factor: number; readonly df?: number };
  readonly terms: readonly TermEstimate[];
  /** Row-major K x K covariance in the order of `terms`. */
  readonly vcov: readonly number[];
  /** As asked by `spec.margins`, in its order. */
  readonly margins: readonly Margin[];
  /** Terms that left before fitting. */
  readonly dropped: readonly DroppedTerm[];
  /** Frame rows = sum of ledger rows + n. */
  readonly ledger: readonly LedgerStep[];
  /** What to know when reading it. */
  readonly notices: readonly Notice[];
}
