/** Cells of a column that a rule took in the same way. */
export interface RuleCount {
  readonly rule: string;
  readonly rows: number;
}

/** How the cells of one declared column were taken; the three lists together hold every row once. */
export interface ColumnCounts {
  /** Name in the study's tables. */
  readonly column: string;
  /** As the file spells it. */
  readonly header: string;
  readonly accepted: readonly RuleCount[];
  readonly repaired: readonly RuleCount[];
  readonly refused: readonly RuleCount[];
}
