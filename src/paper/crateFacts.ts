import type { CrateFacts } from "../report";
import { citationFile } from "./citationFile";

/** What the description of a report's folder says beside its files. `label`: kind of data, empty for real data. */
export function crateFacts(label: string): CrateFacts {
  const { title, abstract, version, license, released, authors, keywords, paper } = citationFile();
  const data = label === "" ? "" : ` Made from ${label} data.`;
  return {
    name: `Report of ${title}${label === "" ? "" : ` (${label})`}`,
    description: `${abstract}${data}`,
    published: released,
    license,
    authors,
    keywords,
    software: { name: title, version, runtime: `Node.js ${process.versions.node.split(".")[0]}` },
    paper,
  };
}
