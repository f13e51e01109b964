import { type IStylesOptions, LineRuleType } from "docx";
import { WORD_TABLE_STYLES } from "../../exhibit/tableDocx";

const SERIF = "Cambria";
const SANS = "Calibri";
const INK = "1F2933";
const MUTED = "55616C";
export const MARK = "A3330F";

/** Names of the paragraph styles that are not Word's own. */
export const STYLES = {
  subtitle: "Subtitle",
  facts: "Facts",
  note: "ExhibitNote",
  figure: "Figure",
  caption: "Caption",
  code: "Code",
  reference: "Reference",
  runningHead: "RunningHead",
  contentsTitle: "ContentsTitle",
} as const;

const spacing = (before: number, after: number, line = 276) => ({ before, after, line, lineRule: LineRuleType.AUTO });

const paragraph = (id: string, name: string, run: object, style: object, basedOn = "Normal") => ({
  id,
  name,
  basedOn,
  quickFormat: true,
  run,
  paragraph: style,
});

const table = (id: string, name: string, run: object, style: object = {}) =>
  paragraph(id, name, { font: SANS, size: 17, ...run }, { spacing: spacing(0, 0, 240), ...style });

/** Every look of the appendix is a named style; sizes in half points, spaces in twips. */
export const wordStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: SERIF, size: 21, color: INK, language: { value: "en-GB" } },
      paragraph: { spacing: spacing(0, 140) },
    },
    title: { run: { font: SERIF, size: 44, bold: true, color: INK }, paragraph: { spacing: spacing(600, 120) } },
    heading1: heading(32, 0, 160),
    heading2: heading(25, 320, 100),
    heading3: heading(22, 240, 80),
    heading4: heading(21, 200, 80),
    footnoteText: { run: { size: 17 }, paragraph: { spacing: spacing(0, 60, 240) } },
  },
  paragraphStyles: [
    paragraph(STYLES.subtitle, "Subtitle", { size: 25, color: MUTED }, { spacing: spacing(0, 240) }),
    paragraph(STYLES.facts, "Facts", { font: SANS, size: 19 }, { spacing: spacing(0, 40) }),
    paragraph(
      STYLES.contentsTitle,
      "Contents Title",
      { bold: true, size: 25 },
      { spacing: spacing(320, 100), keepNext: true },
    ),
    paragraph("TOC1", "toc 1", { font: SANS, size: 20 }, { spacing: spacing(50, 30, 250) }),
    paragraph("TOC2", "toc 2", { font: SANS, size: 19 }, { spacing: spacing(0, 20, 250), indent: { left: 280 } }),
    paragraph(STYLES.caption, "caption", { font: SANS, size: 20 }, { spacing: spacing(280, 100, 250), keepNext: true }),
    paragraph(STYLES.figure, "Figure", {}, { spacing: spacing(240, 0), keepNext: true }),
    paragraph(STYLES.note, "Exhibit Note", { font: SANS, size: 17, color: MUTED }, { spacing: spacing(80, 280, 250) }),
    paragraph(
      STYLES.reference,
      "Reference",
      { size: 19 },
      { spacing: spacing(0, 60, 250), indent: { left: 480, hanging: 480 } },
    ),
    paragraph(STYLES.code, "Code", { font: "Consolas", size: 17 }, { spacing: spacing(0, 0, 240) }),
    paragraph(
      STYLES.runningHead,
      "Running Head",
      { font: SANS, size: 16, color: MUTED },
      { spacing: spacing(0, 0, 240) },
    ),
    table(WORD_TABLE_STYLES.text, "Table Text", {}),
    table(WORD_TABLE_STYLES.head, "Table Head", { bold: true }),
    table(WORD_TABLE_STYLES.group, "Table Group", { bold: true }, { spacing: spacing(80, 0, 240) }),
    table(WORD_TABLE_STYLES.small, "Table Text Small", { size: 14 }),
    table(WORD_TABLE_STYLES.smallHead, "Table Head Small", { size: 14, bold: true }),
  ],
};

function heading(size: number, before: number, after: number) {
  return {
    run: { font: SERIF, size, bold: true, color: INK },
    paragraph: { spacing: spacing(before, after, 250), keepNext: true, keepLines: true },
  };
}
