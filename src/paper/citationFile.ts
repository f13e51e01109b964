import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { packageRoot } from "../util/packageRoot";

/** What CITATION.cff says of this software, the one place that says it. */
export interface CitationFile {
  readonly title: string;
  readonly abstract: string;
  readonly version: string;
  readonly license: string;
  /** ISO date of the version. */
  readonly released: string;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  /** The publication that the software reproduces. */
  readonly paper: { readonly doi: string; readonly title: string };
}

/** Reads the file at the root of the repository. */
export function citationFile(): CitationFile {
  const file = parse(readFileSync(join(packageRoot(), "CITATION.cff"), "utf8"));
  const { title, abstract, version, license, keywords } = file;
  const authors = file.authors.map((author: { name: string }) => author.name);
  const { doi, title: paperTitle } = file.references[0];
  const paper = { doi, title: paperTitle };
  return { title, abstract, version, license, released: file["date-released"], authors, keywords, paper };
}
