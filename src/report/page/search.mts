import type { PackedIndex, SearchDocument } from "../packedTypes.js";
import { loadLibrary, unpack } from "./unpack.mjs";

type Found = SearchDocument & { readonly terms: readonly string[] };
type Finder = (words: string) => readonly Found[];

const MOST = 12;
const SNIPPET = 110;

/** The search box over the contents: results while typing, arrow keys among them, Escape clears, `/` comes here from anywhere. */
export function startSearch(box: HTMLElement): void {
  const input = box.querySelector("input") as HTMLInputElement;
  const list = box.querySelector("ol") as HTMLOListElement;
  const status = box.querySelector("[role=status]") as HTMLElement;
  let finder: Promise<Finder> | undefined;
  const update = async (): Promise<void> => {
    finder ??= loadFinder();
    const find = await finder;
    const words = input.value.trim();
    const found = words === "" ? [] : find(words);
    list.replaceChildren(...found.slice(0, MOST).map(resultItem));
    status.textContent = words === "" ? "" : `${found.length} ${found.length === 1 ? "place" : "places"} found`;
  };
  input.addEventListener("input", () => void update());
  box.addEventListener("keydown", (event) => move(event, input, list));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.click();
    if (event.key !== "Escape") return;
    input.value = "";
    void update();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
  box.hidden = false;
}

async function loadFinder(): Promise<Finder> {
  const [packed] = await Promise.all([unpack("index"), loadLibrary("minisearch")]);
  const { options, index } = JSON.parse(packed) as PackedIndex;
  const { MiniSearch } = globalThis as unknown as {
    MiniSearch: { loadJS(index: object, options: object): { search: Finder } };
  };
  const search = MiniSearch.loadJS(index, options);
  return (words) => search.search(words);
}

function resultItem({ id, kind, title, text, terms }: Found): HTMLElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = title;
  const snippet = document.createElement("span");
  snippet.className = "snippet";
  snippet.textContent = `${kind}. ${around(text, terms)}`;
  item.append(link, snippet);
  return item;
}

/** The text around the first word found. */
function around(text: string, terms: readonly string[]): string {
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => text.toLowerCase().indexOf(term)).filter((place) => place >= 0)),
  );
  const start = Number.isFinite(at) && at > 30 ? text.indexOf(" ", at - 30) + 1 : 0;
  return `${start > 0 ? "… " : ""}${text.slice(start, start + SNIPPET)}${text.length > start + SNIPPET ? " …" : ""}`;
}

function move(event: KeyboardEvent, input: HTMLInputElement, list: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const stops: HTMLElement[] = [input, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
