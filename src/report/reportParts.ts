import type { Exhibit } from "../exhibit/types";
import { notebookExhibits } from "./notebookExhibits";
import type { ReportBlock, ReportOptions, ReportPart } from "./types";

/** The parts of a report as given, or each notebook as a part of its own. */
export function reportParts({ parts, notebooks }: ReportOptions): readonly ReportPart[] {
  return parts ?? notebooks.map((notebook) => ({ blocks: [{ kind: "notebook", notebook }] }));
}

/** All exhibits of a report in reading order. */
export function reportExhibits(options: ReportOptions): Exhibit[] {
  const blocks: readonly ReportBlock[] = [
    ...options.frontMatter,
    ...reportParts(options).flatMap((part) => part.blocks),
  ];
  return blocks.flatMap((block) => {
    if (block.kind === "exhibit") return [block.exhibit];
    return block.kind === "notebook" ? notebookExhibits([block.notebook]) : [];
  });
}
