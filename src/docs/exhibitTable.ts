import { notebookExhibits } from "../report/notebookExhibits";
import type { ReportNotebook } from "../report/types";
import { markdownTable } from "./markdownTable";

/** The exhibits of executed notebooks as a Markdown table: label, title, notebook, file. Each at its first showing. */
export function exhibitTable(notebooks: readonly ReportNotebook[]): string {
  const seen = new Set<string>();
  const rows = notebooks.flatMap((one) =>
    notebookExhibits([one]).flatMap(({ id, kind, label, title }) => {
      if (seen.has(id)) return [];
      seen.add(id);
      const file = kind === "table" ? `report/out/tables/${id}.csv` : `figures/${id}.svg`;
      return [[label, title, `[${one.name}](notebooks/${one.name}.ipynb)`, `\`${file}\``]];
    }),
  );
  return markdownTable(["exhibit", "title", "notebook", "file"], rows);
}
