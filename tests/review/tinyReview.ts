import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXHIBIT_MIME, type FigureExhibit, RESULTS_MIME, type TableExhibit } from "../../src/exhibit/types";
import type { CodeCell, Notebook, Output } from "../../src/notebook";
import { formatNotebook } from "../../src/notebook";
import { reportHtml } from "../../src/report";
import { type Review, type ReviewOptions, startReview } from "../../src/review";

const display = join(__dirname, "..", "..", "src", "notebook", "display.js");
const record = (value: number | string) =>
  `[{ key: "demo/double", value: ${value}, unit: "", decimals: 1 }, { key: "demo/fixed", value: 7, unit: "", decimals: 0 }]`;
const figure: FigureExhibit = {
  kind: "figure",
  id: "figure-live",
  label: "Figure 9",
  title: "Drawn in the page",
  note: "",
  alt: "Two points.",
  plot: { data: [{ type: "scatter", x: [1, 2], y: [3, 4] }], layout: {} },
  width: 400,
  height: 300,
  data: { columns: ["x", "y"], rows: [] },
  synthetic: true,
};
const table: TableExhibit = {
  kind: "table",
  id: "table-tiny",
  label: "Table 9",
  title: "Beside the cells",
  columns: [{ id: "word", label: "Word", align: "left" }],
  rows: [{ cells: [{ kind: "text", text: "quoted" }] }],
  note: "",
  synthetic: true,
};
const show = (data: string) => `show(${data});`;

/** Sources of the tiny notebook; the second publishes twice what the first sets. */
export const SOURCES = [
  `declare const require: any;\nconst { displayBundle: show } = require(${JSON.stringify(display)});\nconst a = 1.5;\nconsole.log("a is", a);`,
  show(`{ "text/plain": "2 results", ${JSON.stringify(RESULTS_MIME)}: ${record("2 * a")} }`),
  show(JSON.stringify({ [EXHIBIT_MIME]: figure })),
  'show({ "text/html": \'<b id="bold" onclick="alert(1)">bold</b><img src="x:" onerror="document.title=1"><script>document.title=1</scr\' + "ipt><style>body{display:none}</style>" });',
  'const fine = 1;\nthrow new RangeError("on the second line");',
];

/** A report of one tiny notebook in a folder, built without a browser. */
export function tinyReport(folder: string): string {
  const printed: Output = { output_type: "stream", name: "stdout", text: "a is 1.5\n" };
  const records = [
    { key: "demo/double", value: 3, unit: "", decimals: 1 },
    { key: "demo/fixed", value: 7, unit: "", decimals: 0 },
  ];
  const published: Output = { output_type: "display_data", data: { [RESULTS_MIME]: records }, metadata: {} };
  const outputs = [[printed], [published], [], [], []];
  const code = SOURCES.map(
    (source, i): CodeCell => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: {},
      source,
      execution_count: i + 1,
      outputs: outputs[i],
    }),
  );
  const notebook: Notebook = {
    metadata: { kernelspec: { name: "tslab", language: "typescript", display_name: "TypeScript" } },
    cells: [{ cell_type: "markdown", id: "m", metadata: {}, source: "# Tiny" }, ...code],
  };
  const out = join(folder, "out");
  mkdirSync(join(out, "notebooks"), { recursive: true });
  mkdirSync(join(folder, "figures"), { recursive: true });
  writeFileSync(join(out, "notebooks", "01-tiny.ipynb"), formatNotebook(notebook));
  const { html } = reportHtml({
    notebooks: [{ name: "01-tiny", notebook }],
    outDir: out,
    title: "Tiny",
    label: "SYNTHETIC",
    frontMatter: [{ kind: "exhibit", exhibit: table }],
    drawn: new Map(),
  });
  writeFileSync(join(out, "index.html"), html);
  return out;
}

/** A review of it. */
export function tinyReview(folder: string, options: Partial<ReviewOptions> = {}): Promise<Review> {
  return startReview({
    reportDir: tinyReport(folder),
    figuresDir: join(folder, "figures"),
    saveDir: join(folder, "review"),
    cwd: folder,
    ...options,
  });
}
