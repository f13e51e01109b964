import type { LogitFit } from "./types";

const CONVENTIONS: Record<LogitFit["vce"]["name"], string> = {
  oim: "inverse information",
  cr0: "clustered, no small-sample factor",
  cr1: "clustered, factor M/(M-1)",
  "cr1-regress": "clustered, factor M/(M-1) x (N-1)/(N-K)",
  cr3: "clustered, jackknife, factor (M-1)/M, t(M-1)",
  cr3l: "clustered, linearised jackknife, factor (M-1)/M, t(M-1)",
};

/** A fit as a block of text for people. */
export function formatFit(fit: LogitFit): string {
  const { spec, n, events, clusters, vce } = fit;
  const clustered = spec.cluster === undefined ? "" : `, ${count(clusters)} clusters (${spec.cluster})`;
  return [
    `Logistic regression of ${spec.outcome}: ${count(n)} rows, ${count(events)} events${clustered}`,
    `Standard errors: ${CONVENTIONS[vce.name]} = ${vce.factor.toPrecision(8)}`,
    `Log likelihood ${fit.logLik.toFixed(3)}, null ${fit.logLikNull.toFixed(3)}, pseudo R2 ${fit.pseudoR2.toFixed(5)}, ${fit.iterations} iterations`,
    "",
    ...table(
      ["term", "odds ratio", "95% CI", "estimate", "se", "z", "p"],
      fit.terms.map((t) => [
        t.name,
        t.or.toFixed(4),
        `${t.orLow.toFixed(4)} to ${t.orHigh.toFixed(4)}`,
        t.estimate.toFixed(6),
        t.se.toFixed(6),
        t.z.toFixed(2),
        probability(t.p),
      ]),
    ),
    ...marginLines(fit),
    ...fit.notices.map((notice) => `Notice ${notice.id}: ${notice.message}`),
    ...ledgerLines(fit),
  ].join("\n");
}

function marginLines({ margins }: LogitFit): string[] {
  if (margins.length === 0) return [];
  const rows = margins.map((m) => [
    m.name,
    (100 * m.ame).toFixed(4),
    `${(100 * m.low).toFixed(4)} to ${(100 * m.high).toFixed(4)}`,
    (100 * m.se).toFixed(4),
    m.z.toFixed(2),
    probability(m.p),
  ]);
  return ["", ...table(["average marginal effect", "pp", "95% CI", "se", "z", "p"], rows)];
}

function ledgerLines({ ledger, n }: LogitFit): string[] {
  const left = ledger.filter((step) => step.rows > 0);
  if (left.length === 0) return [];
  const total = left.reduce((sum, step) => sum + step.rows, n);
  return ["", `${count(total)} rows: ${left.map((s) => `${count(s.rows)} ${s.rule}`).join(", ")}, ${count(n)} fitted`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const width = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(width[i]) : cell.padStart(width[i]))).join("  ");
  return [line(head), ...rows.map(line)];
}

function probability(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
