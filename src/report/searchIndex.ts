import MiniSearch from "minisearch";
import { formatCell } from "../exhibit/formatCell";
import type { Exhibit } from "../exhibit/types";
import type { PackedIndex, SearchDocument } from "./packedTypes";
import type { Heading, PlacedExhibit } from "./types";

const OPTIONS: PackedIndex["options"] = {
  fields: ["title", "text"],
  storeFields: ["kind", "title", "text"],
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4 } },
};

/** Index over the sections and exhibits of a report: only what the page shows. */
export function searchIndex(headings: readonly Heading[], exhibits: readonly PlacedExhibit[]): PackedIndex {
  const index = new MiniSearch<SearchDocument>(OPTIONS);
  index.addAll([
    ...headings.map(({ id, text, words }) => ({ id, kind: "Section", title: text, text: plain(words) })),
    ...exhibits.flatMap(({ exhibit, anchor, repeated }) => (repeated ? [] : [exhibitDocument(exhibit, anchor)])),
  ]);
  return { options: OPTIONS, index: index.toJSON() };
}

function exhibitDocument(exhibit: Exhibit, anchor: string): SearchDocument {
  return {
    id: anchor,
    kind: exhibit.kind === "table" ? "Table" : "Figure",
    title: `${exhibit.label}. ${exhibit.title}`,
    text: [exhibit.note, ...(exhibit.kind === "table" ? tableWords(exhibit) : [exhibit.alt])].join(" "),
  };
}

/** Heads of columns, blocks and rows: words, not numbers. */
function tableWords({ columns, rows }: Extract<Exhibit, { kind: "table" }>): string[] {
  const words = [
    ...columns.flatMap(({ group, label }) => [group ?? "", label]),
    ...rows.flatMap(({ group, cells }) => [
      group ?? "",
      ...cells.filter(({ kind }) => kind === "text").map((cell) => formatCell(cell)),
    ]),
  ];
  return [...new Set(words)].filter((word) => word !== "");
}

/** Markdown without its marks. */
const plain = (words: string): string =>
  words.replace(/\[@[^\]]*\]|\[\^[^\]]*\]|[*`]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
