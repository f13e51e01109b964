import type { Exhibit } from "../exhibit/types";
import { uniqueId } from "../util/uniqueId";
import type { PlacedExhibit } from "./types";

/** Gives every exhibit an anchor, and a number where its author gave none. */
export interface ExhibitPlaces {
  readonly placed: readonly PlacedExhibit[];
  place(exhibit: Exhibit): PlacedExhibit;
}

/**
 * Places in the order of calling. `expected` reserves the anchors of all exhibits, so that no heading takes one. Unlabelled exhibits are counted by kind: Table A, Table B, ...
 */
export function exhibitPlaces(expected: readonly Exhibit[], ids: Set<string>): ExhibitPlaces {
  for (const { id } of expected) ids.add(id);
  const placed: PlacedExhibit[] = [];
  const unlabelled = { table: 0, figure: 0 };
  return {
    placed,
    place(exhibit) {
      const earlier = placed.find((other) => other.exhibit.id === exhibit.id);
      const label = exhibit.label || earlier?.exhibit.label || nextLabel(exhibit.kind, unlabelled);
      const anchor = earlier === undefined ? exhibit.id : uniqueId(exhibit.id, ids);
      const one: PlacedExhibit = { exhibit: { ...exhibit, label }, anchor, repeated: earlier !== undefined };
      placed.push(one);
      return one;
    },
  };
}

function nextLabel(kind: Exhibit["kind"], counts: { table: number; figure: number }): string {
  counts[kind] += 1;
  return `${kind === "table" ? "Table" : "Figure"} ${letters(counts[kind])}`;
}

/** 1 to A, 26 to Z, 27 to AA. */
function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  return (rest > 0 ? letters(rest) : "") + String.fromCharCode(65 + ((count - 1) % 26));
}
