import type { StudyCheck } from "../../data/check/types";
import { tableHtml } from "../../exhibit/tableHtml";
import { tableText } from "../../exhibit/tableText";
import { pageHtml } from "../../report/pageHtml";
import { escapeHtml } from "../../util/escapeHtml";
import { checkTables } from "./checkTables";

export const CHECK_FORMATS = ["text", "json", "html"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The findings of a check as one page. */
export function formatCheck(check: StudyCheck, format: CheckFormat): string {
  if (format === "json") return `${JSON.stringify(check, null, 2)}\n`;
  return format === "html" ? html(check) : plain(check);
}

function plain(check: StudyCheck): string {
  const problems = check.problems.map(
    ({ input, rule, message }, i) => `${i + 1}. ${input} [${rule}]\n${indented(message)}`,
  );
  return `${[verdict(check), ...problems, ...checkTables(check, { byFile: false }).map(tableText)].join("\n\n")}\n`;
}

function html(check: StudyCheck): string {
  const problems = check.problems.map(
    ({ input, rule, message }) =>
      `<li><strong>${escapeHtml(input)}</strong> <code>${escapeHtml(rule)}</code><br>${escapeHtml(message).replaceAll("\n", "<br>")}</li>`,
  );
  const list = problems.length === 0 ? "" : `<h2>Problems</h2>\n<ol>\n${problems.join("\n")}\n</ol>`;
  const tables = checkTables(check, { byFile: true }).map((table) => tableHtml(table));
  return pageHtml(
    { title: "Check of the study's files", subtitle: verdict(check), label: check.label },
    { front: "", contents: "", body: [list, ...tables].join("\n") },
  );
}

function verdict({ manifest, files, problems, restricted }: StudyCheck): string {
  const found = problems.length === 0 ? "no problem" : `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
  const cells = restricted ? " Restricted: no cell is shown." : "";
  return `${manifest}: ${files.length} files checked, ${found}.${cells}`;
}

const indented = (message: string): string =>
  message
    .split("\n")
    .map((line) => `   ${line}`)
    .join("\n");
