/**
 * A table of the page as word processors and spreadsheets take it from the clipboard: caption above, note below, rules and alignment
 * in the cells themselves, no links.
 */
export function wordTable(figure: HTMLElement): { html: string; text: string } {
  const table = figure.querySelector("table")?.cloneNode(true) as HTMLTableElement;
  const caption = table.caption?.innerText ?? table.caption?.textContent ?? "";
  table.deleteCaption();
  for (const link of table.querySelectorAll("a")) link.replaceWith(link.textContent ?? "");
  const text = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? "").join("\t")).join("\n");
  for (const cell of table.querySelectorAll<HTMLElement>("th, td")) styleCell(cell);
  table.setAttribute(
    "style",
    `border-collapse:collapse;${RULE.replace("side", "top")}${RULE.replace("side", "bottom")}${FONT}`,
  );
  const note = figure.querySelector(".exhibit-note")?.textContent ?? "";
  const html = [paragraph(caption, "font-weight:bold;"), table.outerHTML, paragraph(note, "font-size:8pt;")].join("");
  return { html, text: `${caption.trim()}\n${text}\n${note}`.trim() };
}

const RULE = "border-side:1pt solid #000;";
const FONT = "font-family:Calibri,sans-serif;font-size:9pt;";

function styleCell(cell: HTMLElement): void {
  const head = cell.closest("thead") !== null;
  const align = cell.classList.contains("spanner") ? "center" : cell.classList.contains("num") ? "right" : "left";
  const weight = head || cell.closest("tr.group") ? "bold" : "normal";
  const rule = head && cell.closest("tr")?.nextElementSibling === null ? "border-bottom:.5pt solid #000;" : "";
  cell.setAttribute("style", `text-align:${align};font-weight:${weight};padding:1pt 6pt 1pt 0;${rule}`);
  cell.removeAttribute("class");
}

function paragraph(text: string, style: string): string {
  const one = document.createElement("p");
  one.textContent = text.trim();
  one.setAttribute("style", FONT + style);
  return one.textContent === "" ? "" : one.outerHTML;
}
