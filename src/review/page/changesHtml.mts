import { make } from "./dom.mjs";
import { lineDiff } from "./lineDiff.mjs";
import type { MovedNumber } from "./movedNumbers.mjs";

const SIGNS = { same: " ", removed: "\u2212", added: "+" } as const;
const WORDS = { same: "", removed: "removed: ", added: "added: " } as const;

/** Old and new text of a cell, line by line; signs, not only colours, tell them apart. */
export function diffElement(before: string, after: string): HTMLElement {
  const lines = lineDiff(before, after).map(({ kind, text }) => {
    const sign = make("span", { class: "review-sign", text: SIGNS[kind], attributes: { "aria-hidden": "true" } });
    const word = make("span", { class: "review-hidden", text: WORDS[kind] });
    return make("span", { class: `review-line review-${kind}` }, sign, word, `${text}\n`);
  });
  return make("pre", { class: "review-diff", attributes: { tabindex: "0", "aria-label": "Changed lines" } }, ...lines);
}

/** Published numbers that moved, old and new; undefined if none. */
export function movedElement(moved: readonly MovedNumber[], unseen: number): HTMLElement | undefined {
  if (moved.length === 0 && unseen === 0) return undefined;
  const below = unseen === 0 ? "" : `${count(unseen, "number")} moved by less than the last printed digit.`;
  if (moved.length === 0) return make("p", { class: "review-moved-note", text: below });
  const rows = moved.map(({ key, before, after }) =>
    make(
      "tr",
      {},
      make("th", { text: key, attributes: { scope: "row" } }),
      make("td", { class: "num", text: before ?? "not published" }),
      make("td", { class: "num" }, make("strong", { text: after })),
    ),
  );
  const heads = ["Result", "Published", "Now"].map((text, i) =>
    make("th", { text, class: i > 0 ? "num" : "", attributes: { scope: "col" } }),
  );
  const caption = make("caption", { text: `${count(moved.length, "published number")} moved. ${below}` });
  const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  return make("div", { class: "review-moved table-scroll", attributes: { tabindex: "0" } }, table);
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
