/** A Markdown table; cells are put on one line and their bars escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const cellText = (text: string): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
