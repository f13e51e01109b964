import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { type ChecklistItem, type ChecklistSection, RECORD, STROBE } from "./checklistItems";

/** The STROBE checklist; answers that stand in the report (`anchors`: its exhibits and sections) are links. */
export function strobeTable(anchors: ReadonlySet<string>): TableExhibit {
  return checklistTable("table-strobe", "STROBE checklist for cross-sectional studies", STROBE, anchors);
}

/** The RECORD checklist for routinely collected data, in the same way. */
export function recordTable(anchors: ReadonlySet<string>): TableExhibit {
  return checklistTable("table-record", "RECORD checklist for routinely collected data", RECORD, anchors);
}

function checklistTable(
  id: string,
  title: string,
  sections: readonly ChecklistSection[],
  anchors: ReadonlySet<string>,
): TableExhibit {
  const row = ({ number, asks, answer, at }: ChecklistItem) => ({
    cells: [
      text(number),
      text(asks),
      at !== undefined && anchors.has(at) ? { ...text(answer), href: `#${at}` } : text(answer),
    ],
  });
  return {
    kind: "table",
    id,
    label: "",
    title,
    columns: [
      { id: "item", label: "Item", align: "left" },
      { id: "asks", label: "What it asks for", align: "left" },
      { id: "answer", label: "Where it is answered", align: "left" },
    ],
    rows: sections.flatMap(({ title: group, items }) =>
      items.map((item, i) => (i === 0 ? { group, ...row(item) } : row(item))),
    ),
    note: "Items are paraphrased; the statements' own wording is authoritative.",
    synthetic: false,
  };
}
