import { formatCell } from "./formatCell";
import { SYNTHETIC_LABEL } from "./syntheticLabel";
import type { TableExhibit } from "./types";

/** The table as a GitHub pipe table with its caption above and its note below. */
export function tableMarkdown(table: TableExhibit): string {
  const heads = table.columns.map((column) => (column.group ? `${column.group}: ${column.label}` : column.label));
  const rules = table.columns.map((column) => (column.align === "right" ? "---:" : ":---"));
  const blank = table.columns.slice(1).map(() => "");
  const rows = table.rows.flatMap((row) => {
    const cells = row.cells.map((cell) => escapePipes(formatCell(cell)));
    return row.group === undefined ? [cells] : [[`**${escapePipes(row.group)}**`, ...blank], cells];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const mark = table.synthetic ? ` (${SYNTHETIC_LABEL})` : "";
  return [
    `**${table.label === "" ? "" : `${table.label}. `}${plain(table.title)}**${mark}`,
    "",
    line(heads.map(escapePipes)),
    line(rules),
    ...rows.map(line),
    ...(table.note === "" ? [] : ["", plain(table.note)]),
    "",
  ].join("\n");
}

function escapePipes(text: string): string {
  return plain(text).replaceAll("|", "\\|");
}

/** Text that opens no tag, link, picture or code, on one line. */
function plain(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replace(/<(?=[A-Za-z/!?])/g, "&lt;")
    .replaceAll("](", "]\\(")
    .replace(/\s*[\r\n]+\s*/g, " ");
}
