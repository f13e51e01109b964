import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { publicExhibit } from "./behind";

/** What can be settled otherwise, how it is varied, and the exhibit with the answer or the setting that gives it. */
const VARIED: readonly (readonly [question: string, how: string, where: string, at: string])[] = [
  [
    "Is the effect the same at every level of the exposure?",
    "square, bands, restricted cubic spline",
    "Non-linearity",
    "table-non-linear",
  ],
  [
    "Do the covariates make the result?",
    "models without them, and with the survey years alone",
    "Table S.6",
    "table-s6",
  ],
  [
    "Is it the other roles of the scheme?",
    "each role as an exposure beside link workers",
    "Table S.8",
    "table-s8-link-workers",
  ],
  ["Is it the size of the scheme?", "total staff, and the share of link workers", "Table S.9", "table-s9"],
  [
    "Is it the same in poor and rich areas?",
    "interaction with decile, and a model for each",
    "Table S.10",
    "table-s10",
  ],
  [
    "Is an absent return no staff?",
    "exposure over all networks and over those with a return",
    "What each network's exposure rests on",
    "table-exposure-states",
  ],
  [
    "Is “haven't needed support” a negative answer?",
    "counted as negative, and left out",
    "Enough support, two readings",
    "table-support",
  ],
  [
    "Whom does an effect apply to?",
    "four conventions for counting people",
    "People with a positive outcome",
    "table-4-conventions",
  ],
  ["Which standard error?", "setting models.vce", "Conventions", "table-conventions"],
  [
    "How were open questions settled?",
    "settings of the study, each can be changed",
    "Choices left open",
    "table-settings",
  ],
];

/** A guide to the sensitivity analyses; answers that are in the report (`anchors`) are links. */
export function sensitivityTable(anchors: ReadonlySet<string>): TableExhibit {
  return {
    kind: "table",
    id: "table-sensitivity",
    label: "",
    title: "What was varied, and where the answer stands",
    columns: [
      { id: "question", label: "Question", align: "left" },
      { id: "how", label: "Varied by", align: "left" },
      { id: "where", label: "Answer", align: "left" },
    ],
    rows: VARIED.map(([question, how, where, at]) => ({
      cells: [text(question), text(how), anchors.has(at) ? { ...text(where), href: `#${at}` } : text(where)],
    })),
    note: "",
    synthetic: false,
    disclosure: publicExhibit("list of analyses"),
  };
}
