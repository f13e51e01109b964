import { exhibitBundle } from "../../src/exhibit";
import type { Exhibit, TableExhibit } from "../../src/exhibit/types";
import type { CodeCell, Output, TextCell } from "../../src/notebook/nbformat";
import type { ReportNotebook } from "../../src/report";
import { box, forest, line } from "../figure/fixtures";

export const textCell = (source: string): TextCell => ({ cell_type: "markdown", id: "text", metadata: {}, source });

export const codeCell = (source: string, ...outputs: Output[]): CodeCell => ({
  cell_type: "code",
  id: "code",
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});

export const shown = (exhibit: Exhibit): Output => ({
  output_type: "display_data",
  metadata: {},
  data: JSON.parse(JSON.stringify(exhibitBundle(exhibit))),
});

export const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

/** A table long enough to run over two pages. */
export const longTable: TableExhibit = {
  kind: "table",
  id: "table-s7",
  label: "Table S.7",
  title: "All effects",
  columns: [
    { id: "level", label: "Level", align: "left" },
    { id: "or", label: "Repeated head", align: "right" },
  ],
  rows: Array.from({ length: 90 }, (_, i) => ({
    ...(i % 30 === 0 ? { group: `Factor ${i / 30 + 1}` } : {}),
    cells: [
      { kind: "text" as const, text: `Level ${i + 1}` },
      { kind: "number" as const, value: 1 + i / 100, decimals: 2 },
    ],
  })),
  note: "N = 4,132,676.",
  synthetic: true,
};

export const unlabelled: TableExhibit = { ...longTable, id: "settings", label: "", rows: longTable.rows.slice(0, 2) };

export const notebooks: readonly ReportNotebook[] = [
  {
    name: "01_survey",
    notebook: {
      metadata: {},
      cells: [
        textCell("# The survey\n\nSee [Table S.7](#table-s7).[^1]\n\n[^1]: A note: β ≥ 0.\n\n### A level was skipped"),
        codeCell('console.log("4 < 5"); // prints', printed("\u001b[32m4 < 5\u001b[0m\n")),
        codeCell("show(figure1(study));", shown(line)),
      ],
    },
  },
  {
    name: "04_table_3",
    notebook: {
      metadata: {},
      cells: [
        textCell("# Table S7\n\n<script>alert(1)</script> and [^1]\n\n[^1]: Another."),
        codeCell("show(tableS7(fits));", shown(longTable)),
        codeCell("show(forest(fits)); show(box(fits));", shown(forest), shown(box)),
        textCell("## Again"),
        codeCell("show(figure1(study));", shown(line)),
      ],
    },
  },
];
