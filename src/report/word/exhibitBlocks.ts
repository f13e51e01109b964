import { type FileChild, ImageRun, Paragraph, TextRun } from "docx";
import { SYNTHETIC_LABEL } from "../../exhibit/syntheticLabel";
import { tableDocx, wordTableFit } from "../../exhibit/tableDocx";
import type { Exhibit, FigureExhibit, TableExhibit } from "../../exhibit/types";
import type { DrawnFigure } from "../../figure/drawFigures";
import { bookmarked } from "./bookmark";
import { LANDSCAPE_WIDTH, UPRIGHT_WIDTH } from "./page";
import { MARK, STYLES } from "./styles";
import type { WordContext } from "./types";

/** Blocks that stand together, and on which page. */
export interface WordPart {
  readonly landscape: boolean;
  readonly blocks: readonly FileChild[];
}

/** A table with its caption above and its note below; on a landscape page when it is wide. */
export function tablePart(table: TableExhibit, context: WordContext): WordPart {
  const { landscape, small } = wordTableFit(table, UPRIGHT_WIDTH, LANDSCAPE_WIDTH);
  const width = landscape ? LANDSCAPE_WIDTH : UPRIGHT_WIDTH;
  return { landscape, blocks: [captionBlock(table, context), tableDocx(table, width, small), noteBlock(table)] };
}

/** A drawing with its text alternative, caption and note. */
export function figurePart(drawn: DrawnFigure, exhibit: FigureExhibit, context: WordContext): WordPart {
  context.drawings += 1;
  const scale = Math.min(1, UPRIGHT_WIDTH / TWIPS_PER_PIXEL / exhibit.width);
  const picture = new ImageRun({
    type: "png",
    data: drawn.png,
    transformation: { width: Math.round(exhibit.width * scale), height: Math.round(exhibit.height * scale) },
    altText: { id: String(context.drawings), name: exhibit.id, title: captionText(exhibit), description: exhibit.alt },
  });
  const figure = new Paragraph({ style: STYLES.figure, children: [picture] });
  return { landscape: false, blocks: [figure, captionBlock(exhibit, context), noteBlock(exhibit)] };
}

const TWIPS_PER_PIXEL = 15;

/** `Table 3. Title`, as in the list of exhibits. */
export function captionText({ label, title }: Exhibit): string {
  return `${label}. ${title}`;
}

function captionBlock(exhibit: Exhibit, context: WordContext): Paragraph {
  const mark = new TextRun({ text: `  ${SYNTHETIC_LABEL}`, bold: true, size: 16, color: MARK });
  const label = bookmarked(exhibit.id, [new TextRun({ text: `${exhibit.label}.`, bold: true })], context);
  const children = [...label, new TextRun(` ${exhibit.title}`), ...(exhibit.synthetic ? [mark] : [])];
  return new Paragraph({ style: STYLES.caption, keepNext: exhibit.kind === "table" || exhibit.note !== "", children });
}

/** Also without a note there is a paragraph: Word joins neighbouring tables. */
function noteBlock({ note }: Exhibit): Paragraph {
  return new Paragraph({ style: STYLES.note, text: note });
}
