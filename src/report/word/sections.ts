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

/** Neighbouring parts of one page direction together as a section; each carries running heads of its own width. */
export function sections(parts: readonly WordPart[], title: string, mark: string): ISectionOptions[] {
  const runs: { landscape: boolean; blocks: FileChild[] }[] = [];
  for (const { landscape, blocks } of parts) {
    const last = runs.at(-1);
    if (last?.landscape === landscape) last.blocks.push(...blocks);
    else runs.push({ landscape, blocks: [...blocks] });
  }
  return runs.map(({ landscape, blocks }) => section(landscape, blocks, title, mark));
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
