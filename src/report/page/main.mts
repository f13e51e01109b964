import type { PackedExhibit } from "../packedTypes.js";
import { addTools } from "./exhibitTools.mjs";
import { startSearch } from "./search.mjs";
import { unpack } from "./unpack.mjs";

/** Opens the folded part that the address names, so that links to code lead to it. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

async function start(): Promise<void> {
  openTarget();
  addEventListener("hashchange", openTarget);
  const search = document.querySelector<HTMLElement>(".search");
  if (search !== null) startSearch(search);
  const exhibits = JSON.parse(await unpack("exhibits")) as Readonly<Record<string, PackedExhibit>>;
  for (const line of document.querySelectorAll<HTMLElement>(".exhibit-links[data-exhibit]")) {
    const data = exhibits[line.dataset.exhibit ?? ""];
    if (data !== undefined) addTools(line, data);
  }
}

void start();
