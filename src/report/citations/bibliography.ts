import { StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";

/** A source cited in the text: its number by first citation, and its entry in Vancouver style. */
export interface Reference {
  readonly key: string;
  readonly number: number;
  /** Without number, address and DOI link. */
  readonly text: string;
  /** Where the source is found on the web; empty when the file names neither DOI nor address. */
  readonly href: string;
}

/** Numbers the sources of one document in the order of their first citation. */
export interface Citations {
  /** Number of a key. @throws StudyError `citation-is-known`, with the nearest key of the file. */
  number(key: string): number;
  /** The sources cited so far, in order. */
  references(): readonly Reference[];
}

interface Entry {
  readonly id: string;
  readonly DOI?: string;
  readonly URL?: string;
}

interface CitationLibrary {
  Cite: new (
    data: unknown,
  ) => {
    readonly data: readonly Entry[];
    format(what: "bibliography", how: object): readonly (readonly [string, string])[];
  };
}

/** Citations out of a BibTeX text, read at the first citation. */
export function citationsOf(bibtex: string): Citations {
  let entries: ReadonlyMap<string, Entry> | undefined;
  const cited: string[] = [];
  return {
    number(key) {
      entries ??= new Map(new (citationLibrary().Cite)(bibtex).data.map((entry) => [entry.id, entry]));
      if (!entries.has(key)) throw unknownKey(key, [...entries.keys()]);
      if (!cited.includes(key)) cited.push(key);
      return cited.indexOf(key) + 1;
    },
    references() {
      if (cited.length === 0) return [];
      const { Cite } = citationLibrary();
      const inOrder = cited.map((key) => entries?.get(key) as Entry);
      const style = { format: "text", template: "vancouver", lang: "en-US", asEntryArray: true };
      const printed = new Map(new Cite(inOrder).format("bibliography", style));
      return inOrder.map((entry, i) => reference(entry, i + 1, printed.get(entry.id) ?? ""));
    },
  };
}

/** The library takes half a second to load, so it is loaded when a report is written. */
function citationLibrary(): CitationLibrary {
  const library = require("@citation-js/core") as CitationLibrary;
  require("@citation-js/plugin-bibtex");
  require("@citation-js/plugin-csl");
  return library;
}

function reference({ id, DOI, URL }: Entry, number: number, printed: string): Reference {
  const text = printed
    .replace(/^\s*\d+\.\s*/, "")
    .replace(/\s*Available from: \S+/, "")
    .trim()
    .replace(/;$/, ".");
  return { key: id, number, text, href: DOI === undefined ? (URL ?? "") : `https://doi.org/${DOI}` };
}

function unknownKey(key: string, known: readonly string[]): StudyError {
  return new StudyError(
    "notebook",
    "citation-is-known",
    `The text cites "${key}", which report/references.bib does not hold.${didYouMean(key, known)} Add the source to the file or correct the key.`,
  );
}
