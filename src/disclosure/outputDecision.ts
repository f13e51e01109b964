import type { ClearedValues } from "./clearValues";
import type { Decision, RuleOutcome } from "./decision";

export interface OutputFacts {
  readonly id: string;
  readonly kind: Decision["kind"];
  readonly title: string;
  readonly population: string;
  /** Declared to come from no respondent. */
  readonly isPublic: boolean;
  readonly released: number;
  readonly withheld?: number;
  readonly cleared?: Pick<ClearedValues, "rules" | "counts">;
  /** Sentences withheld from notes. */
  readonly textWithheld?: number;
  readonly extra?: readonly RuleOutcome[];
}

/** The line of the review sheet for one output. */
export function outputDecision(facts: OutputFacts): Decision {
  const {
    id,
    kind,
    title,
    population,
    isPublic,
    released,
    withheld = 0,
    cleared,
    textWithheld = 0,
    extra = [],
  } = facts;
  const rules = isPublic ? [declaredPublic] : [...(cleared?.rules ?? []), ...extra, ...textRule(textWithheld)];
  return {
    output: id,
    kind,
    title,
    population,
    rules: rules.length > 0 ? rules : [everyRule],
    released,
    withheld,
    action: isPublic ? "released as declared public" : action(withheld, textWithheld, cleared?.counts.length ?? 0),
    counts: cleared?.counts ?? [],
  };
}

const declaredPublic: RuleOutcome = {
  rule: "declared-public",
  status: "review",
  detail: "said to hold nothing from respondents; confirm",
};

const everyRule: RuleOutcome = { rule: "all", status: "pass", detail: "every value passed every rule" };

function textRule(withheld: number): RuleOutcome[] {
  return withheld === 0
    ? []
    : [{ rule: "text-is-cleared", status: "fail", detail: `${withheld} sentences with uncleared numbers withheld` }];
}

function action(withheld: number, textWithheld: number, counts: number): string {
  const done = [
    ...(counts > 0 ? ["counts rounded"] : []),
    ...(withheld > 0 ? [`${withheld} values withheld`] : []),
    ...(textWithheld > 0 ? [`${textWithheld} sentences withheld`] : []),
  ];
  return done.length === 0 ? "released as it is" : done.join(", ");
}
