import { type Decision, decisionStatus } from "./decision";

/** ACRO's names for kinds of output. */
const TYPES: Readonly<Record<Decision["kind"], string>> = {
  table: "table",
  figure: "custom",
  records: "custom",
  model: "regression",
  text: "custom",
};

/**
 * Decisions in the shape of ACRO's `results.json` (AI-SDC/ACRO, record.py: uid, status, type, properties, sdc, command, summary,
 * outcome, output, comments, exception), so that its viewers can show them. The timestamp is empty: output does not depend on the clock.
 * @param counts PRIVATE when true: exact counts are written as the outcome
 */
export function acroRecord(decisions: readonly Decision[], { counts }: { readonly counts: boolean }): string {
  const results = decisions.map((decision, i) => [`output_${i}`, result(decision, `output_${i}`, counts)]);
  return `${JSON.stringify({ version: "link-workers-gate/1", results: Object.fromEntries(results) }, null, 1)}\n`;
}

function result(decision: Decision, uid: string, counts: boolean): object {
  const { output, kind, title, population, rules, released, withheld, action } = decision;
  const status = decisionStatus(decision);
  const failed = rules.filter((rule) => rule.status !== "pass");
  return {
    uid,
    status,
    type: TYPES[kind],
    properties: { output, title, population },
    sdc: { summary: { suppressed: withheld > 0, released, withheld }, rules },
    command: output,
    summary: [status, ...failed.map(({ rule, detail }) => `${rule}: ${detail}`), action].join("; "),
    outcome: counts
      ? Object.fromEntries(decision.counts.map(({ key, before, after }) => [key, { before, after }]))
      : {},
    output: [output],
    timestamp: "",
    comments: [],
    exception: "",
  };
}
