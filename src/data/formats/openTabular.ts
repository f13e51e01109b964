import { didYouMean } from "../../util/nearest";
import { readDtaLayout } from "./dta/readDtaLayout";
import { streamDta } from "./dta/streamDta";
import { fileError } from "./fileError";
import { readSavLayout } from "./sav/readSavLayout";
import { streamSav } from "./sav/streamSav";
import { type SourceFile, withSource } from "./sourceFile";
import { tabularFormat } from "./tabularFormat";
import type { OnBatch, ReadOptions, TabularFormat, TabularHeader } from "./types";

/** A file whose header has been read. */
export interface Tabular {
  readonly path: string;
  /** As messages print it. */
  readonly name: string;
  readonly format: TabularFormat;
  readonly header: TabularHeader;
  /**
   * Reads the named columns from front to back and hands them on in batches; memory does not grow with the file.
   * @param names names of the header, spelled alike
   * @returns the number of rows, equal to the header's where it states one
   * @throws StudyError `input` when a column is unknown or stored outside the rows, or the file is damaged or cut short
   */
  stream(names: readonly string[], onBatch: OnBatch): Promise<number>;
}

/**
 * Opens an SPSS or Stata file by its content, whatever its name.
 * @throws StudyError `input` when the file is of another kind, damaged, cut short or encrypted
 * @example
 * const file = await openTabular("gpps_2023.sav");
 * await file.stream(["Practice_Code", "Q28"], ({ rows, columns: [practice, q28] }) => { … });
 */
export async function openTabular(path: string, options: ReadOptions = {}): Promise<Tabular> {
  const name = options.name ?? path;
  return withSource(path, name, async (source) => {
    const header = (await readLayout(source, options)).layout.header;
    return {
      path,
      name,
      format: header.format,
      header,
      stream: (names, onBatch) => streamColumns(path, names, onBatch, options),
    };
  });
}

/** The header of an SPSS file, `.sav` or `.zsav`. */
export const readSavHeader = (path: string, options: ReadOptions = {}): Promise<TabularHeader> =>
  withSource(path, options.name ?? path, async (source) => (await readSavLayout(source, options)).header);

/** The header of a Stata file of releases 117 to 119. */
export const readDtaHeader = (path: string, options: ReadOptions = {}): Promise<TabularHeader> =>
  withSource(path, options.name ?? path, async (source) => (await readDtaLayout(source, options)).header);

/** Opens a file and streams the named columns of it; see `Tabular.stream`. */
export async function streamColumns(
  path: string,
  names: readonly string[],
  onBatch: OnBatch,
  options: ReadOptions = {},
): Promise<number> {
  return withSource(path, options.name ?? path, async (source) => {
    const read = await readLayout(source, options);
    const wanted = positions(source.name, names, read.layout.header);
    return read.kind === "sav"
      ? streamSav(source, read.layout, wanted, onBatch)
      : streamDta(source, read.layout, wanted, onBatch);
  });
}

async function readLayout(source: SourceFile, options: ReadOptions) {
  const kind = await tabularFormat(source);
  return kind === "sav"
    ? { kind, layout: await readSavLayout(source, options) }
    : { kind, layout: await readDtaLayout(source, options) };
}

function positions(file: string, names: readonly string[], { variables }: TabularHeader): readonly number[] {
  const all = variables.map(({ name }) => name);
  return names.map((name, i) => {
    const at = all.indexOf(name);
    if (at < 0) throw fileError(file, "column-present", `no column ${name}.${didYouMean(name, all)}`);
    if (names.indexOf(name) < i)
      throw fileError(file, "column-unique", `column ${name} is asked for twice. Name it once.`);
    return at;
  });
}
