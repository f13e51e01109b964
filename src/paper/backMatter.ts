import type { FrontBlock } from "../report";
import { recordTable, strobeTable } from "./checklists";
import { environmentTable } from "./environmentTable";

/** The closing pages of the report: reporting checklists with links to the answers, software, how to cite. `exhibits`: ids in the report. */
export function backMatter(exhibits: readonly string[]): readonly FrontBlock[] {
  const environment = environmentTable();
  const anchors = new Set([...exhibits, environment.id, "summary"]);
  return [
    { kind: "markdown", text: CHECKLISTS },
    { kind: "exhibit", exhibit: strobeTable(anchors) },
    { kind: "exhibit", exhibit: recordTable(anchors) },
    { kind: "markdown", text: SOFTWARE },
    { kind: "exhibit", exhibit: environment },
  ];
}

const CHECKLISTS = `# Appendix

## Reporting checklists

Where this report answers the items of STROBE and RECORD. What only the authors can answer is left to the paper.`;

const SOFTWARE = `## Software

Code and report are under the MIT licence; published figures are quoted from the paper (CC BY 4.0). Cite this software by its CITATION.cff,
and the paper by its doi 10.3399/BJGP.2024.0542.`;
