import { text } from "../../exhibit/cells";
import type { TableExhibit } from "../../exhibit/types";
import { publicExhibit } from "../behind";
import { outcomeLabel } from "../labels";

interface Hypothesis {
  readonly outcome: string;
  readonly effect: "direct" | "direct and indirect" | "indirect";
  readonly direction: "increase";
  readonly reason: string;
}

/** How link workers could move each outcome, in our words: the paper's own table is in a supplement that we have not seen. */
const HYPOTHESES: readonly Hypothesis[] = [
  {
    outcome: "confidence",
    effect: "direct and indirect",
    direction: "increase",
    reason:
      "Time to set goals and to find activities and peers can make a person surer of living with a condition; help with money, housing or loneliness frees attention for it.",
  },
  {
    outcome: "support",
    effect: "direct",
    direction: "increase",
    reason:
      "Connecting people with local services and organisations is the task itself, so those who are referred should meet more support.",
  },
  {
    outcome: "not_isolated",
    effect: "direct",
    direction: "increase",
    reason:
      "Groups, befriending and volunteering are common referrals. Few registered patients are referred in a year, so a change of the whole population can only be small.",
  },
  {
    outcome: "good_gp",
    effect: "indirect",
    direction: "increase",
    reason:
      "Needs that are not medical are seen by somebody else: appointments are freed for all patients, and the practice offers more to those who have such needs.",
  },
  {
    outcome: "mh_understood",
    effect: "direct and indirect",
    direction: "increase",
    reason:
      "Link workers listen at length and report back; clinicians who know of them can name needs for which they had no answer before.",
  },
];

/** Table A.2: what link workers may do to each outcome, directly or through others, and why. */
export function hypothesesTable(): TableExhibit {
  return {
    kind: "table",
    id: "table-a2",
    label: "Table A.2",
    title: "How link workers could change each outcome",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "effect", label: "Effect", align: "left" },
      { id: "direction", label: "Expected", align: "left" },
      { id: "reason", label: "Why", align: "left" },
    ],
    rows: HYPOTHESES.map(({ outcome, effect, direction, reason }) => ({
      cells: [outcomeLabel(outcome), effect, direction, reason].map(text),
    })),
    note: "Direct: through contact with a link worker. Indirect: through what their work leaves to others. In our own words; the paper's table is not public.",
    synthetic: false,
    disclosure: publicExhibit("hypotheses of the paper"),
  };
}
