/** Outcome of one rule for one output. */
export interface RuleOutcome {
  /** `threshold`, `rounding`, `secondary`, `organisations`, `class`, `differencing`, `dominance`, `residual-df`, ... */
  readonly rule: string;
  readonly status: "pass" | "fail" | "review";
  /** What was found, without exact counts. */
  readonly detail: string;
}

/** A count before and after the gate. PRIVATE. */
export interface CountChange {
  readonly key: string;
  readonly before: number;
  /** Null when withheld. */
  readonly after: number | null;
}

/** What the gate decided about one output: a line of the review sheet. */
export interface Decision {
  /** `table-3`, `figure-1`, `records: table3`. */
  readonly output: string;
  readonly kind: "table" | "figure" | "records" | "model" | "text";
  readonly title: string;
  readonly population: string;
  readonly rules: readonly RuleOutcome[];
  /** Values that left, changed or not, and values that stayed. */
  readonly released: number;
  readonly withheld: number;
  /** One sentence, without exact counts. */
  readonly action: string;
  /** PRIVATE: exact counts. */
  readonly counts: readonly CountChange[];
}

/** `fail` when a rule failed and the output left nothing, `review` when a person has to look, else `pass`: what fails in part is withheld. */
export function decisionStatus({ rules, released, withheld }: Decision): RuleOutcome["status"] {
  if (rules.some(({ status }) => status === "review")) return "review";
  return released === 0 && withheld > 0 ? "fail" : "pass";
}
