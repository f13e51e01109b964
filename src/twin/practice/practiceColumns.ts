import { type Question, questionsOf } from "./questions";

/** Numbers answering one question in one practice: by option, and in all (`base`). */
export interface Answered {
  readonly base: number;
  readonly byOption: ReadonlyMap<number, number>;
}

/** A reporting column: its name in canonical spelling and its value from the answers to its question. */
export interface ReportingColumn {
  readonly name: string;
  readonly question: string;
  readonly value: (answered: Answered) => number;
}

/** What stands for a share of nobody and for a suppressed cell. */
export const SUPPRESSED = -97;
/** 97.5% point of the normal distribution, for the Wilson limits. */
const Z = 1.959963984540054;

/** The reporting columns of a survey year in file order: all counts, then all shares, then all limits. */
export function reportingColumns(year: number): readonly ReportingColumn[] {
  const questions = questionsOf(year);
  return [...questions.flatMap(counts), ...questions.flatMap(shares), ...questions.flatMap(limits)];
}

function counts({ name, options, base, sums }: Question): readonly ReportingColumn[] {
  const full = {
    name: `${name}${name === "Q30_recoded" ? "_" : ""}base`,
    question: name,
    value: (a: Answered) => a.base,
  };
  const restricted = base && {
    name: `${name}_${base.join("")}base`,
    question: name,
    value: (a: Answered) => sum(a, base),
  };
  return [
    ...(name === "Q49band" ? [] : [full]),
    ...(restricted ? [restricted] : []),
    ...options.map((k) => ({ name: `${name}_${k}`, question: name, value: (a: Answered) => sum(a, [k]) })),
    ...sums.map((ks) => ({ name: `${name}_${ks.join("")}`, question: name, value: (a: Answered) => sum(a, ks) })),
  ];
}

function shares({ name, options, base, sums }: Question): readonly ReportingColumn[] {
  return [...options.map((k) => [k]), ...sums].map((ks) => {
    // Options outside the restricted base ("don't know") are shares of all who answered.
    const within = base !== undefined && ks.every((k) => base.includes(k)) ? base : undefined;
    return {
      name: `${name}_${ks.join("")}pct`,
      question: name,
      value: (a: Answered) => share(sum(a, ks), within ? sum(a, within) : a.base),
    };
  });
}

function limits(question: Question): readonly ReportingColumn[] {
  const { name, base, sums } = question;
  return question.limits.flatMap((limit) => {
    const of = sums.find((ks) => limit === `_${ks.join("")}`) ?? sums[0] ?? [1];
    const stem = `${name}${limit}ci`;
    const at = (side: -1 | 1) => (a: Answered) => wilson(sum(a, of), base === undefined ? a.base : sum(a, base), side);
    return [
      { name: `${stem}_lower_wil`, question: name, value: at(-1) },
      { name: `${stem}_upper_wil`, question: name, value: at(1) },
    ];
  });
}

const sum = ({ byOption }: Answered, options: readonly number[]): number =>
  options.reduce((total, k) => total + (byOption.get(k) ?? 0), 0);

const share = (part: number, whole: number): number => (whole > 0 ? rounded(part / whole) : SUPPRESSED);

/** Wilson (1927) limit of a share. */
function wilson(part: number, whole: number, side: -1 | 1): number {
  if (whole <= 0) return SUPPRESSED;
  const p = part / whole;
  const centre = p + (Z * Z) / (2 * whole);
  const half = Z * Math.sqrt((p * (1 - p)) / whole + (Z * Z) / (4 * whole * whole));
  return rounded((centre + side * half) / (1 + (Z * Z) / whole));
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
