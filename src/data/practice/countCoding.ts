import { outcomeCoding } from "../coding";
import type { ColumnDeclaration, InputDeclaration } from "../inputs/declarations";

/** How an outcome's 1s and 0s are counted from the columns of a practice-level file: sums of `plus` minus sums of `minus`. */
export interface CountCoding {
  readonly outcome: string;
  readonly one: CountSum;
  readonly zero: CountSum;
  /** A base column that the options named must add up to. */
  readonly check?: { readonly base: string; readonly options: readonly string[] };
}

interface CountSum {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** Base columns that equal the sum of the options that an outcome counts (codebook, section 5). Support counts option 4, its base does not. */
const BASES: Readonly<Record<string, string>> = { Q28: "q28base", Q87: "q87_123base", Q94: "q94_1234base" };

const sumOf = (plus: readonly string[], minus: readonly string[] = []): CountSum => ({ plus, minus });

/**
 * The five outcomes as counts, from the same coding as the respondents. A question of tick boxes counts who ticked any of them as its
 * base, so that 1s are the base without those who ticked the box.
 */
export const countCoding: readonly CountCoding[] = outcomeCoding.map((coding) => {
  if (coding.kind === "ticked") {
    const box = coding.box.toLowerCase();
    const base = `${box.split("_")[0]}base`;
    return { outcome: coding.name, one: sumOf([base], [box]), zero: sumOf([box]) };
  }
  const columns = (codes: readonly number[]) => codes.map((code) => `${coding.variable}_${code}`.toLowerCase());
  const [one, zero] = [columns(coding.one), columns(coding.zero)];
  const base = BASES[coding.variable];
  return {
    outcome: coding.name,
    one: sumOf(one),
    zero: sumOf(zero),
    ...(base ? { check: { base, options: [...one, ...zero] } } : {}),
  };
});

/** The columns that an outcome is counted from; a practice where one of them is suppressed leaves the outcome. */
export const countColumns = ({ one, zero }: CountCoding): readonly string[] => [
  ...new Set([...one.plus, ...one.minus, ...zero.plus, ...zero.minus]),
];

/** Exact to 18 decimals; whole and fractional counts are told apart after reading. */
const COUNT = "DECIMAL(38,18)";

/** `q28base` is also met as `Q28_base`; letter case and other characters never matter. */
const count = (name: string): ColumnDeclaration => ({
  name,
  headers: [name, name.replace(/base$/, "_base")],
  type: COUNT,
});

/** The columns of a practice-level file that the study reads, out of about 1,000. */
export function practiceDeclaration(year: number): InputDeclaration {
  const columns = countCoding.flatMap((coding) => [
    ...countColumns(coding),
    ...(coding.check ? [coding.check.base] : []),
  ]);
  return {
    what: `GP Patient Survey practice-level counts ${year}`,
    columns: [
      {
        name: "practice_code",
        headers: ["practice_code", "practicecode", "gp_practice_code"],
        type: "VARCHAR",
        filled: true,
      },
      ...[...new Set(columns)].map(count),
    ],
  };
}
