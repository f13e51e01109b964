/** Printed values that the audit can use. `b`, `se` and `z` are the log odds ratio, its standard error and their quotient. */
export const FIELDS = [
  "or",
  "ci_low",
  "ci_high",
  "p",
  "b",
  "se",
  "z",
  "ame",
  "mean",
  "n",
  "average",
  "national",
] as const;
export type Field = (typeof FIELDS)[number];

/** A number as printed and the closed interval of exact values that it may stand for. */
export interface PrintedValue {
  readonly text: string;
  readonly value: number;
  /** Decimals shown; 0 for integers. */
  readonly decimals: number;
  readonly low: number;
  readonly high: number;
}

/** One row of a regression table. `ame` is in percentage points, `mean` a proportion, whatever the paper printed. */
export interface PrintedCell {
  readonly id: string;
  readonly model?: string;
  readonly outcome?: string;
  readonly values: Readonly<Partial<Record<Field, PrintedValue>>>;
}

/** Statements about a table that can be evaluated on its cells. */
export type Statement =
  | { readonly test: "significant-except"; readonly except: readonly string[]; readonly direction?: "above" | "below" }
  | {
      readonly test: "or-range";
      readonly low: PrintedValue;
      readonly high: PrintedValue;
      readonly except: readonly string[];
    }
  | { readonly test: "not-significant"; readonly outcomes: readonly string[]; readonly model: string }
  | { readonly test: "same-significance"; readonly model: string; readonly as: string }
  /** Two analyses of one cell, and to whom each gives the larger effect. */
  | { readonly test: "same-direction"; readonly cell: string; readonly analyses: readonly Analysis[] }
  /** An item of the supplement and how often the text refers to it. */
  | { readonly test: "cited"; readonly item: string; readonly times: number };

/** A supplementary analysis by deprivation and its finding: larger effects among the more or less deprived, or alike. */
export interface Analysis {
  readonly table: string;
  readonly favours: "more" | "less" | "alike";
}

/** What the text says about the table. */
export type Claim = { readonly id: string; readonly section?: string } & (
  | { readonly kind: "number"; readonly cell: string; readonly field: Field; readonly printed: PrintedValue }
  /** A number quoted with fewer digits; its trailing zeros are its rounding unit. */
  | { readonly kind: "approx"; readonly cell: string; readonly field: Field; readonly printed: PrintedValue }
  /** The sample size said to be that of the study. */
  | { readonly kind: "sample"; readonly printed: PrintedValue }
  /** The largest sample is said to exceed this. */
  | { readonly kind: "sample-over"; readonly printed: PrintedValue }
  | { readonly kind: "statement"; readonly statement: Statement }
  | { readonly kind: "unread" }
);

/** A printed table with what is needed to check it. */
export interface PrintedTable {
  readonly title: string;
  readonly cells: readonly PrintedCell[];
  readonly claims: readonly Claim[];
  /** Half width of the confidence intervals in standard errors. */
  readonly ciZ: number;
  /** `average` = AME x `perPopulation`; `national` = that x `groups`. */
  readonly perPopulation?: number;
  readonly groups?: number;
  /** Cells that the paper's text presents, a family for multiplicity. */
  readonly headline: readonly string[];
  /** Cells of one outcome of which one sample holds the other. */
  readonly nested: readonly { readonly whole: string; readonly part: string }[];
  /** Readings chosen for ambiguous columns, for the note. */
  readonly remarks: readonly string[];
}

/** Multipliers and conventions of a table that its constraints need. */
export type Scale = Pick<PrintedTable, "ciZ" | "perPopulation" | "groups">;

/** Closed range of a quantity. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export type Verdict = "consistent" | "inconsistent";

/** Ranges over the feasible region; null where the printed values say nothing. */
export interface Implied {
  readonly b: Range | null;
  readonly or: Range | null;
  readonly se: Range | null;
  readonly z: Range | null;
  readonly p: Range | null;
  /** Percentage points. */
  readonly amePp: Range | null;
  /** AME x `perPopulation`, unrounded, from the values other than the scaled counts. */
  readonly average: Range | null;
  readonly national: Range | null;
  /** Share of the outcome's variance that the model's probabilities explain: 1 - AME / (b m (1 - m)). */
  readonly explainedShare: Range | null;
}

/** The recomputation that takes printed values as exact, shown beside; it errs where digits are few. */
export interface Naive {
  readonly se: number | null;
  readonly p: number | null;
  /** Whether it prints as the printed p; null without a p to compare. */
  readonly agrees: boolean | null;
}

/** Evidence measures of one cell. */
export interface Evidence {
  /** Effect found with 80% power at 5%, two-sided: 2.8016 standard errors, in log odds. */
  readonly minimalDetectable: Range | null;
  /** |log OR| as printed over the minimal detectable effect at the middle of the implied standard errors. */
  readonly shareOfDetectable: number | null;
  readonly eValue: number | null;
  /** E-value of the confidence limit nearest to one; 1 when the interval holds one. */
  readonly eValueLimit: number | null;
  /** se^2 N m (1 - m) over the smallest of the table: relative design effect at equal variance of the exposure. */
  readonly relativeDesignEffect: number | null;
}

export interface CellAudit {
  readonly id: string;
  readonly model?: string;
  readonly outcome?: string;
  readonly verdict: Verdict;
  /** Verdicts of parts: the estimate (OR, CI, p, b, se, z), with AME and mean, and all with the scaled counts. */
  readonly checks: { readonly estimate: Verdict; readonly ame: Verdict; readonly scaled: Verdict };
  /** Every smallest set of printed values that cannot hold together; empty when consistent. */
  readonly conflicts: readonly (readonly Field[])[];
  /** Every minimal set of one or two values without which the rest is consistent. */
  readonly repairs: readonly (readonly Field[])[];
  /** One sentence on the conflict; empty when consistent. */
  readonly reason: string;
  readonly printed: Readonly<Partial<Record<Field, string>>>;
  /** From all values, or when they conflict from the largest part that is consistent (`basis`). */
  readonly implied: Implied;
  readonly basis: "all" | "ame" | "estimate" | "none";
  /** Corners of the feasible region in (log OR, standard error); one or two convex pieces. */
  readonly region: readonly (readonly Point[])[];
  /** Share of the odds ratio's rounding interval that the other values rule out. */
  readonly tension: number | null;
  readonly naive: Naive;
  readonly evidence: Evidence;
  /** p < 0.05 over the implied range: yes, no, or undecided by the printed digits. */
  readonly significant: "yes" | "no" | "undecided" | "unknown";
}

export interface Point {
  readonly b: number;
  readonly s: number;
}

export interface ClaimAudit {
  readonly id: string;
  readonly section?: string;
  readonly kind: Claim["kind"];
  readonly verdict: Verdict | "not evaluated";
  readonly cell?: string;
  readonly field?: Field;
  readonly claimed?: string;
  readonly found?: string;
  /** Cells against which the claim fails. */
  readonly against: readonly string[];
  /** What the claim does fit, when it fails. */
  readonly fits: readonly string[];
  readonly reason: string;
}

/** What nested samples imply about the people in the larger one only. */
export interface ComplementAudit {
  readonly whole: string;
  readonly part: string;
  /** People in the larger sample only. */
  readonly n: number;
  readonly verdict: Verdict;
  /** Their mean outcome (proportion). */
  readonly mean: Range | null;
  /** Their AME were effects averages over people: (n AME - n' AME') / (n - n'), percentage points. */
  readonly amePp: Range | null;
  readonly reason: string;
}

/** One family of tests under the two adjustments. */
export interface FamilyAudit {
  readonly family: string;
  readonly tests: readonly string[];
  /** Adjusted printed p-values, in the order of `tests`. */
  readonly holm: readonly number[];
  readonly bh: readonly number[];
  /** Tests below 0.05; `range` over the implied ranges of p. */
  readonly kept: { readonly raw: number; readonly holm: number; readonly bh: number };
  readonly keptRange: { readonly holm: Range; readonly bh: Range };
}

export interface AuditReport {
  readonly title: string;
  readonly cells: readonly CellAudit[];
  readonly claims: readonly ClaimAudit[];
  readonly families: readonly FamilyAudit[];
  readonly complements: readonly ComplementAudit[];
  readonly summary: {
    readonly cells: number;
    readonly inconsistent: number;
    readonly claimsEvaluated: number;
    readonly claimsInconsistent: number;
    readonly complementsInconsistent: number;
    /** Cells whose naive p prints differently. */
    readonly naiveDisagrees: number;
    readonly naiveCompared: number;
  };
  readonly remarks: readonly string[];
  /** The table that was read. */
  readonly table: PrintedTable;
}
