import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

/** File with the description of the folder it lies in. */
export const CRATE_FILE = "ro-crate-metadata.json";

/** What a folder's files do not say themselves. */
export interface CrateFacts {
  /** Of the folder's content. */
  readonly name: string;
  readonly description: string;
  /** ISO date. */
  readonly published: string;
  readonly license: string;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  readonly software: { readonly name: string; readonly version: string; readonly runtime: string };
  /** The publication that it reproduces. */
  readonly paper: { readonly doi: string; readonly title: string };
}

type Entity = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".pdf": "application/pdf",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".csv": "text/csv",
  ".tex": "application/x-tex",
  ".md": "text/markdown",
  ".txt": "text/plain",
  ".json": "application/json",
  ".ipynb": "application/x-ipynb+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/**
 * RO-Crate 1.1 metadata of a report's folder: every file with its format, size and SHA-256 digest, the run and software that made them,
 * licence, authors and the paper. Nothing of the machine or the clock.
 * Source: https://www.researchobject.org/ro-crate/1.1/
 */
export function roCrate(folder: string, facts: CrateFacts): string {
  const files = filesOf(folder).map((path) => fileEntity(folder, path));
  const authors = facts.authors.map((name, i) => ({ "@id": `#author-${i + 1}`, "@type": "Organization", name }));
  const licence = `https://spdx.org/licenses/${facts.license}`;
  const paper = `https://doi.org/${facts.paper.doi}`;
  const graph: readonly Entity[] = [
    {
      "@id": CRATE_FILE,
      "@type": "CreativeWork",
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
      about: { "@id": "./" },
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: facts.name,
      description: facts.description,
      datePublished: facts.published,
      license: { "@id": licence },
      author: references(authors),
      keywords: facts.keywords.join(", "),
      isBasedOn: { "@id": paper },
      mentions: { "@id": "#run" },
      hasPart: references(files),
    },
    ...authors,
    { "@id": licence, "@type": "CreativeWork", name: facts.license, identifier: licence },
    { "@id": paper, "@type": "ScholarlyArticle", name: facts.paper.title, identifier: paper },
    {
      "@id": "#software",
      "@type": "SoftwareApplication",
      name: facts.software.name,
      softwareVersion: facts.software.version,
      softwareRequirements: facts.software.runtime,
      license: { "@id": licence },
    },
    {
      "@id": "#run",
      "@type": "CreateAction",
      name: `${facts.software.name} report`,
      instrument: { "@id": "#software" },
      result: references(files),
    },
    ...files,
  ];
  const context = ["https://w3id.org/ro/crate/1.1/context", { sha256: "https://schema.org/sha256" }];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, null, 1)}\n`;
}

/** Paths below the folder with forward slashes, in code-point order. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name !== CRATE_FILE && !/(^|\/)\./.test(name) && statSync(join(folder, name)).isFile())
    .sort();
}

function fileEntity(folder: string, path: string): Entity & { "@id": string } {
  const bytes = readFileSync(join(folder, path));
  return {
    "@id": path.split("/").map(encodeURIComponent).join("/"),
    "@type": "File",
    name: path,
    encodingFormat: FORMATS[extname(path).toLowerCase()] ?? "application/octet-stream",
    contentSize: String(bytes.length),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const references = (entities: readonly { "@id": string }[]) => entities.map((entity) => ({ "@id": entity["@id"] }));
