import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { tableCsv } from "../exhibit/tableCsv";
import { tableLatex } from "../exhibit/tableLatex";
import { tableMarkdown } from "../exhibit/tableMarkdown";
import { csvText } from "../util/csvText";
import { type Library, libraryFile } from "./libraryFile";
import type { PackedExhibit } from "./packedTypes";
import { searchIndex } from "./searchIndex";
import type { Heading, PlacedExhibit } from "./types";

/**
 * Compressed data for the page's script: what its tools save and copy, the search index, and the libraries that search and draw. The
 * drawing library, by far the largest, is there only when there is a figure.
 */
export function packedData(headings: readonly Heading[], exhibits: readonly PlacedExhibit[]): string {
  const figures = exhibits.some(({ exhibit }) => exhibit.kind === "figure");
  return [
    packed("exhibits", JSON.stringify(exhibitData(exhibits))),
    packed("index", JSON.stringify(searchIndex(headings, exhibits))),
    packed("minisearch", library("minisearch")),
    ...(figures ? [packed("plotly", library("plotly"))] : []),
  ].join("\n");
}

function exhibitData(exhibits: readonly PlacedExhibit[]): Record<string, PackedExhibit> {
  return Object.fromEntries(
    exhibits.map(({ exhibit }): [string, PackedExhibit] => [
      exhibit.id,
      exhibit.kind === "table"
        ? { csv: tableCsv(exhibit), tex: tableLatex(exhibit), md: tableMarkdown(exhibit) }
        : {
            csv: csvText(exhibit.data.columns, exhibit.data.rows),
            plot: exhibit.plot,
            width: exhibit.width,
            height: exhibit.height,
          },
    ]),
  );
}

const library = (name: Library): string =>
  readFileSync(libraryFile(name), "utf8").replace(/\n\/\/# sourceMappingURL=.*/, "");

function packed(id: string, text: string): string {
  return `<script type="application/gzip" id="packed-${id}">${gzipSync(text, { level: 9 }).toString("base64")}</script>`;
}
