import { csvText } from "../util/csvText";
import { acroRecord } from "./acroRecord";
import { type Decision, decisionStatus } from "./decision";
import type { DisclosurePolicy } from "./policy";

/** The review sheet of a run. What is private holds exact counts and stays in the private folder (mode 0600). */
export interface ReviewSheet {
  /** For the output checker, one line an output. */
  readonly text: string;
  readonly csv: string;
  /** In the shape of ACRO's `results.json`, as text. */
  readonly acro: string;
  /** PRIVATE: counts before and after, one line a value. */
  readonly privateText: string;
  readonly privateCsv: string;
  readonly privateAcro: string;
}

const COLUMNS = ["output", "kind", "status", "title", "population", "released", "withheld", "rules", "done"];

/** One line for every output: who it describes, which rules passed, failed or need a person, and what was done. */
export function reviewSheet(decisions: readonly Decision[], policy: DisclosurePolicy): ReviewSheet {
  const privateRows = decisions.flatMap((decision) =>
    decision.counts.map(({ key, before, after }) => [decision.output, key, before, after]),
  );
  return {
    text: [heading(decisions, policy), ...decisions.map(line), ""].join("\n"),
    csv: csvText(COLUMNS, decisions.map(row)),
    acro: acroRecord(decisions, { counts: false }),
    privateText: privateRows
      .map(([output, key, before, after]) => `${output} | ${key}: ${before} -> ${after ?? "withheld"}\n`)
      .join(""),
    privateCsv: csvText(["output", "value", "before", "after"], privateRows),
    privateAcro: acroRecord(decisions, { counts: true }),
  };
}

function heading(decisions: readonly Decision[], policy: DisclosurePolicy): string {
  const tally = (status: string) => decisions.filter((one) => decisionStatus(one) === status).length;
  const { threshold, roundingBase, minPractices, minPcns, minResidualDf, intervalWidth } = policy;
  return [
    `Disclosure review: ${decisions.length} outputs; ${tally("pass")} pass, ${tally("review")} to review, ${tally("fail")} withheld.`,
    `Threshold ${threshold}, rounding to ${roundingBase}, at least ${minPractices} practices and ${minPcns} PCNs, ` +
      `${minResidualDf} residual degrees of freedom, ${intervalWidth} possible values for every withheld count.`,
    "",
  ].join("\n");
}

function line(decision: Decision): string {
  const { output, population, released, withheld, action } = decision;
  const counts = `${released} released, ${withheld} withheld`;
  return `${decisionStatus(decision).toUpperCase().padEnd(6)} ${output} | ${population} | ${counts} | ${rulesText(decision)} | ${action}`;
}

function row(decision: Decision): (string | number)[] {
  const { output, kind, title, population, released, withheld, action } = decision;
  return [output, kind, decisionStatus(decision), title, population, released, withheld, rulesText(decision), action];
}

function rulesText({ rules }: Decision): string {
  return rules.map(({ rule, status, detail }) => `${rule}: ${status} (${detail})`).join("; ");
}
