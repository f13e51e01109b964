import { formatFit, type WaldTest } from "../model";
import type { LogitFit, TermEstimate } from "../model/types";
import { csvText } from "../util/csvText";

export const FORMATS = ["table", "json", "csv", "latex"] as const;
export type LogitFormat = (typeof FORMATS)[number];

/** A fit with its joint tests as text, ending in a line break. JSON and CSV carry full precision. */
export function formatLogit(fit: LogitFit, tests: readonly WaldTest[], format: LogitFormat): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(plainResult(fit, tests), null, 2)}\n`;
    case "csv":
      return csvText(CSV_COLUMNS, csvRows(fit, tests));
    case "latex":
      return latexTable(fit, tests);
    default:
      return `${[formatFit(fit), ...tests.map(waldLine)].join("\n")}\n`;
  }
}

/** The one object that `--format json` prints. */
export function plainResult(fit: LogitFit, tests: readonly WaldTest[]) {
  const { n, events, clusters, logLik, logLikNull, converged, iterations, vce, terms, margins, dropped, notices } = fit;
  return {
    n,
    events,
    clusters,
    logLik,
    logLikNull,
    converged,
    iterations,
    vce: { name: vce.name, factor: vce.factor },
    terms,
    margins,
    wald: tests.map(({ name, chi2, df, p }) => ({ name, chi2, df, p })),
    dropped,
    notices,
  };
}

const CSV_COLUMNS = ["kind", "name", "estimate", "se", "statistic", "p", "or", "low", "high", "df"];

/** One row per coefficient (low and high bound the odds ratio), marginal effect and joint test. */
function csvRows({ terms, margins }: LogitFit, tests: readonly WaldTest[]) {
  return [
    ...terms.map((t) => ["term", t.name, t.estimate, t.se, t.z, t.p, t.or, t.orLow, t.orHigh, null]),
    ...margins.map((m) => ["margin", m.name, m.ame, m.se, m.z, m.p, null, m.low, m.high, null]),
    ...tests.map((w) => ["wald", w.name, null, null, w.chi2, w.p, null, null, null, w.df]),
  ];
}

function latexTable({ terms, margins, n, clusters, spec }: LogitFit, tests: readonly WaldTest[]): string {
  const row = (t: TermEstimate) =>
    `${latexText(t.name)} & ${t.or.toFixed(3)} & ${t.orLow.toFixed(3)} to ${t.orHigh.toFixed(3)} & ${probability(t.p)} \\\\`;
  return [
    "\\begin{tabular}{lrrr}",
    "\\hline",
    "Term & Odds ratio & 95\\% CI & $p$ \\\\",
    "\\hline",
    ...terms.map(row),
    "\\hline",
    ...margins.map(
      (m) =>
        `${latexText(m.name)}, average marginal effect (pp) & ${(100 * m.ame).toFixed(3)} & ${(100 * m.low).toFixed(3)} to ${(100 * m.high).toFixed(3)} & ${probability(m.p)} \\\\`,
    ),
    ...tests.map(
      ({ name, chi2, df, p }) =>
        `\\multicolumn{3}{l}{Wald test of ${latexText(name)}: $\\chi^2(${df}) = ${chi2.toFixed(2)}$} & ${probability(p)} \\\\`,
    ),
    `\\multicolumn{4}{l}{${n} rows${clusters > 0 ? `, ${clusters} clusters (${latexText(spec.cluster ?? "")})` : ""}} \\\\`,
    "\\hline",
    "\\end{tabular}",
    "",
  ].join("\n");
}

function latexText(text: string): string {
  return text
    .replaceAll("\\", "\\textbackslash ")
    .replace(/[&%$#_{}]/g, (character) => `\\${character}`)
    .replaceAll("~", "\\textasciitilde ")
    .replaceAll("^", "\\textasciicircum ");
}

function probability(p: number): string {
  return p < 0.001 ? "$<$0.001" : p.toFixed(3);
}

function waldLine({ name, chi2, df, p }: WaldTest): string {
  return `Wald test of ${name}: chi2(${df}) = ${chi2.toFixed(3)}, p ${p < 0.001 ? "<0.001" : `= ${p.toFixed(3)}`}`;
}
