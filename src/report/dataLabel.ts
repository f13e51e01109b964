import { escapeHtml } from "../util/escapeHtml";

/** What the label of the data means, said once on screen. */
const MEANINGS: Readonly<Record<string, string>> = {
  SYNTHETIC: "Every person, practice and number here was made by a generator. Nothing describes real patients.",
  "SYNTHETIC ANSWERS": "Survey answers were made by a generator; workforce, lists and area data are real.",
};

/** Short form for running heads and banner: `SYNTHETIC DATA`, `SYNTHETIC ANSWERS`. */
export function shortLabel(label: string): string {
  return label === "SYNTHETIC" ? "SYNTHETIC DATA" : label;
}

/** Strip across the top of the page; nothing for real data. */
export function bannerHtml(label: string): string {
  if (label === "") return "";
  const meaning = MEANINGS[label] ?? "";
  return `<aside class="banner" aria-label="Kind of data"><strong>${escapeHtml(shortLabel(label))}</strong> <span>${escapeHtml(meaning)}</span></aside>`;
}
