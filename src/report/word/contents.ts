import { BuilderElement, InternalHyperlink, Paragraph, TextRun, XmlComponent } from "docx";
import { bookmarkName } from "./bookmark";
import { STYLES } from "./styles";

/** A line of a contents list and the bookmark it leads to. */
export interface ContentsEntry {
  readonly level: 1 | 2;
  readonly text: string;
  readonly anchor: string;
}

/** Contents field over the headings: holds its lines already; Word adds page numbers when it updates the field. */
export function contentsOfHeadings(entries: readonly ContentsEntry[]): Paragraph[] {
  return list("Contents", 'TOC \\o "1-2" \\h', entries);
}

/** The same over the captions of tables and figures. */
export function contentsOfExhibits(entries: readonly ContentsEntry[]): Paragraph[] {
  return list("Tables and figures", 'TOC \\h \\t "caption,1"', entries);
}

/** The field begins in its first line and ends in its last (the package's own puts it into a wrapper that LibreOffice does not read). */
function list(title: string, instruction: string, entries: readonly ContentsEntry[]): Paragraph[] {
  const lines = entries.map(({ level, text, anchor }, i) => {
    const link = new InternalHyperlink({ anchor: bookmarkName(anchor), children: [new TextRun(text)] });
    const begin = i === 0 ? [mark("begin", true), run(new Instruction(instruction)), mark("separate")] : [];
    const end = i === entries.length - 1 ? [mark("end")] : [];
    return new Paragraph({ style: `TOC${level}`, children: [...begin, link, ...end] });
  });
  return lines.length === 0 ? [] : [new Paragraph({ style: STYLES.contentsTitle, text: title }), ...lines];
}

function mark(type: "begin" | "separate" | "end", dirty = false): TextRun {
  const attributes = {
    type: { key: "w:fldCharType", value: type },
    ...(dirty ? { dirty: { key: "w:dirty", value: "true" } } : {}),
  };
  return run(new BuilderElement({ name: "w:fldChar", attributes }));
}

const run = (child: XmlComponent) => new TextRun({ children: [child] });

class Instruction extends XmlComponent {
  constructor(text: string) {
    super("w:instrText");
    this.root.push(text);
  }
}
