import { numbersOf } from "../disclosure/clearText";
import { count, number, text } from "../exhibit/cells";
import type { Cell, TableColumn, TableExhibit } from "../exhibit/types";
import { PUBLIC, resting, restingOn, restrictedExhibit } from "../paper/behind";
import { modelLabel, outcomeLabel } from "../paper/labels";
import { published } from "../published/published";
import type { EligibleShares } from "./eligibleShares";
import type { ImpactRow } from "./populationImpact";
import type { Range } from "./types";

const GROUPS = {
  paper: "The paper's convention",
  unrounded: "Unrounded, all patients",
  condition: "Patients with the condition",
  eligible: "Of them, aged 16 and over",
} as const;

/** Table 4 by four conventions side by side, each named. */
export function populationImpactTable(
  rows: readonly ImpactRow[],
  shares: EligibleShares,
  { synthetic, id = "table-4-conventions" }: { readonly synthetic: boolean; readonly id?: string },
): TableExhibit {
  return {
    kind: "table",
    id,
    label: "",
    title: "People with a positive outcome for one more link worker per 50,000 patients, by four conventions",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      column("paper-average", "Average PCN", GROUPS.paper),
      column("paper-all", "All PCNs", GROUPS.paper),
      column("average", "Average PCN", GROUPS.unrounded),
      column("all", "All PCNs", GROUPS.unrounded),
      column("all-interval", "95% CI", GROUPS.unrounded),
      column("share", "Share, %", GROUPS.condition),
      column("condition-average", "Average PCN", GROUPS.condition),
      column("condition-all", "All PCNs", GROUPS.condition),
      column("eligible-all", "All PCNs", GROUPS.eligible),
      column("eligible-interval", "95% CI", GROUPS.eligible),
    ],
    rows: rows.map((row, i) => ({
      ...(row.model === rows[i - 1]?.model ? {} : { group: modelLabel(row.model) }),
      cells: [
        text(outcomeLabel(row.outcome)),
        ...resting(
          [
            count(row.paper.averagePcn),
            count(row.paper.allPcns),
            number(row.unrounded.averagePcn, 1),
            count(row.unrounded.allPcns),
            interval(row.unrounded.allInterval),
          ],
          row.behind,
        ),
        restingOn(PUBLIC, number(row.share === null ? null : 100 * row.share, 1)),
        ...resting(
          [
            number(row.withCondition?.averagePcn, 1),
            count(row.withCondition?.allPcns),
            count(row.eligible?.allPcns),
            row.eligible === null ? EMPTY : interval(row.eligible.allInterval),
          ],
          row.behind,
        ),
      ],
    })),
    note: noteOf(shares),
    synthetic,
    // Shares are made of the sample sizes that the gate let out.
    disclosure: restrictedExhibit("respondents of each model's sample", {
      constants: [...numbersOf(noteOf(shares)), "50,000"],
    }),
  };
}

function column(id: string, label: string, group: string): TableColumn {
  return { id, label, align: "right", group };
}

const EMPTY: Cell = { kind: "empty" };

function interval({ low, high }: Range): Cell {
  return { kind: "interval", low, high, decimals: 0 };
}

function noteOf({ aged16, ltc, mhNeeds, both, source }: EligibleShares): string {
  const { perPatients, pcns } = published.table4;
  const percent = (share: number | null) => (share === null ? "not known" : `${(100 * share).toFixed(1)}%`);
  const [people, networks] = [perPatients, pcns].map((value) => value.toLocaleString("en-GB"));
  return (
    `The paper's convention: AME x ${people} registered patients of every age, rounded to whole people, x ${networks} PCNs. Unrounded: the same product, rounded ` +
    "only in print, with the 95% confidence interval of the AME. With the condition: times the share of respondents in the sample of the estimate: with a " +
    `long-term condition ${percent(ltc)}, with mental health needs ${percent(mhNeeds)}, with both ${percent(both)} (${source}). Aged 16 and over: times ${percent(aged16)} more, ` +
    "as the survey asks nobody younger. " +
    "Respondents are older than patients, so the shares with conditions are likely too high. Intervals take the shares as known."
  );
}
