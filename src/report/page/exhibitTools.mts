import type { PackedExhibit, PackedFigure } from "../packedTypes.js";
import { copyTexts, saveFile } from "./clipboard.mjs";
import { toggleLive } from "./explore.mjs";
import { pngBlob, svgText } from "./picture.mjs";
import { wordTable } from "./wordTable.mjs";

/** Adds copy buttons to an exhibit's line of links, and makes its file links save what the page holds, so that they work without the files. */
export function addTools(line: HTMLElement, data: PackedExhibit): void {
  const id = line.dataset.exhibit ?? "";
  const figure = line.closest("figure") as HTMLElement;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "tool-status";
  const say = (text: string): void => {
    status.textContent = text;
    setTimeout(() => {
      if (status.textContent === text) status.textContent = "";
    }, 4000);
  };
  const copy = (texts: Readonly<Record<string, string>>): void =>
    say(copyTexts(texts) ? "Copied" : "The browser does not allow copying");
  for (const link of line.querySelectorAll<HTMLAnchorElement>("a[download]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const extension = link.href.split(".").at(-1) ?? "";
      void fileOf(figure, data, extension).then((file) => saveFile(`${id}.${extension}`, file));
    });
  }
  const buttons = "plot" in data ? figureButtons(figure, data, copy) : tableButtons(figure, data, copy);
  line.append(...buttons, status);
}

type Copy = (texts: Readonly<Record<string, string>>) => void;

function tableButtons(figure: HTMLElement, data: Exclude<PackedExhibit, PackedFigure>, copy: Copy): HTMLElement[] {
  return [
    button("Copy for Word", () => {
      const { html, text } = wordTable(figure);
      copy({ "text/html": html, "text/plain": text });
    }),
    button("Copy CSV", () => copy({ "text/plain": data.csv })),
    button("Copy LaTeX", () => copy({ "text/plain": data.tex })),
  ];
}

function figureButtons(figure: HTMLElement, data: PackedFigure, copy: Copy): HTMLElement[] {
  const explore = button("Explore", () => {
    void toggleLive(figure, data).then((live) => {
      explore.textContent = live ? "Still picture" : "Explore";
    });
  });
  return [explore, button("Copy CSV", () => copy({ "text/plain": data.csv }))];
}

async function fileOf(figure: HTMLElement, data: PackedExhibit, extension: string): Promise<Blob> {
  if (extension !== "svg" && extension !== "png")
    return new Blob([(data as unknown as Record<string, string>)[extension]], { type: "text/plain;charset=utf-8" });
  const { width, height } = data as PackedFigure;
  const svg = svgText(figure.querySelector(".figure-scroll > svg") as SVGElement, width, height);
  return extension === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : pngBlob(svg, width, height);
}

function button(text: string, action: () => void): HTMLButtonElement {
  const one = document.createElement("button");
  one.type = "button";
  one.textContent = text;
  one.addEventListener("click", action);
  return one;
}
