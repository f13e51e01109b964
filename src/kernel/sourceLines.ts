import { SourceMap, type SourceMapPayload } from "node:module";

/** Line and column of a place in a cell, both from 1. */
export interface CellPlace {
  readonly line: number;
  readonly column: number;
}

interface Compilation {
  /** Last compilation step first. */
  readonly maps: readonly SourceMap[];
  /** The last line of the script holds only the call that tslab puts around the cell. */
  readonly lastLine: number;
}

/** tslab puts one line (`export {};`) before the cell's text. */
const LINES_BEFORE_CELL = 1;

let latest: readonly object[] = [];
const compilations = new Map<string, Compilation>();

/** Keeps the source maps of the compilation just done, last step first. */
export function rememberCompilation(maps: readonly object[]): void {
  latest = maps;
}

/** Ties the maps of the latest compilation to the name of the script its output runs as. */
export function nameCompilation(script: string, code: string): void {
  const maps = latest.map((map) => new SourceMap(map as SourceMapPayload));
  compilations.set(script, { maps, lastLine: code.split("\n").length });
}

/** The place in the cell's own text of a place in its compiled script; undefined if it is not the cell's own code. */
export function cellPlace(script: string, line: number, column: number): CellPlace | undefined {
  const compilation = compilations.get(script);
  if (!compilation || line >= compilation.lastLine) return undefined;
  let place: CellPlace = { line, column };
  for (const map of compilation.maps) {
    const entry = map.findEntry(place.line - 1, place.column - 1);
    if (!("originalLine" in entry)) return undefined;
    place = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
  const cellLine = place.line - LINES_BEFORE_CELL;
  return cellLine > 0 ? { line: cellLine, column: place.column } : undefined;
}
