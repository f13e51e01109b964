import {
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
} from "docx";
import type { WordPart } from "./exhibitBlocks";
import { LANDSCAPE_WIDTH, PAGE, UPRIGHT_WIDTH } from "./page";
import { MARK, STYLES } from "./styles";
import type { WordContext } from "./types";

/** Most paragraphs that a table takes with their heading onto its landscape page. */
const MOST_TAKEN = 3;

/**
 * Neighbouring parts of one page direction together as a section; each carries running heads of its own width. A heading with a few
 * lines right above a landscape table goes with it, so that it does not stay behind on a page of its own.
 */
export function sections(
  parts: readonly WordPart[],
  { text }: Pick<WordContext, "text">,
  title: string,
  mark: string,
): ISectionOptions[] {
  const runs: { landscape: boolean; blocks: FileChild[] }[] = [];
  for (const { landscape, blocks } of parts) {
    const last = runs.at(-1);
    if (last?.landscape === landscape) last.blocks.push(...blocks);
    else {
      const taken = landscape && last !== undefined ? last.blocks.splice(openingOf(last.blocks, text)) : [];
      if (last?.blocks.length === 0) runs.pop();
      runs.push({ landscape, blocks: [...taken, ...blocks] });
    }
  }
  return joined(runs).map(({ landscape, blocks }) => section(landscape, blocks, title, mark));
}

/** Where the heading begins under which the blocks end; their number when there is none near. */
function openingOf(blocks: readonly FileChild[], text: WordContext["text"]): number {
  let start = blocks.length;
  while (start > 0 && text.get(blocks[start - 1]) === "paragraph") start -= 1;
  if (blocks.length - start > MOST_TAKEN || text.get(blocks[start - 1]) !== "heading") return blocks.length;
  while (start > 0 && text.get(blocks[start - 1]) === "heading") start -= 1;
  return start;
}

/** Runs of one direction that have become neighbours. */
function joined(
  runs: readonly { landscape: boolean; blocks: FileChild[] }[],
): { landscape: boolean; blocks: FileChild[] }[] {
  const all: { landscape: boolean; blocks: FileChild[] }[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.landscape === run.landscape) last.blocks.push(...run.blocks);
    else all.push(run);
  }
  return all;
}

function section(landscape: boolean, children: FileChild[], title: string, mark: string): ISectionOptions {
  const width = landscape ? LANDSCAPE_WIDTH : UPRIGHT_WIDTH;
  const side = PAGE.margin;
  return {
    properties: {
      page: {
        // The package swaps the sides of a landscape page.
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: 1304, bottom: 1134, left: side, right: side, header: 600, footer: 560 },
      },
    },
    headers: { default: header(width, title, mark) },
    footers: { default: footer(width) },
    children,
  };
}

function header(width: number, title: string, mark: string): Header {
  const label = mark === "" ? [] : [new TextRun("\t"), new TextRun({ text: mark, bold: true, color: MARK })];
  return new Header({ children: [runningLine(width, [new TextRun(title), ...label])] });
}

function footer(width: number): Footer {
  const number = new TextRun({ children: ["\t", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES] });
  return new Footer({ children: [runningLine(width, [number])] });
}

function runningLine(width: number, children: TextRun[]): Paragraph {
  return new Paragraph({
    style: STYLES.runningHead,
    tabStops: [{ type: TabStopType.RIGHT, position: width }],
    children,
  });
}
