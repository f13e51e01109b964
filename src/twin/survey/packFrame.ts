import type { AnswerFrame, PracticeYear, Residence } from "../answerFrame";

/** Residences in flat arrays that workers share without copying. */
export interface PackedResidences {
  /** LSOA codes by area number. */
  readonly lsoas: readonly string[];
  /** By area number: income decile (0 = none) and rural (0 / 1). */
  readonly deciles: Uint8Array;
  readonly rural: Uint8Array;
  /** Practice code to its number; practice k has entries `offsets[k]` to `offsets[k + 1]` - 1; the last one is "elsewhere". */
  readonly practices: ReadonlyMap<string, number>;
  readonly offsets: Int32Array;
  readonly areas: Int32Array;
  /** Running total of patients within the practice. */
  readonly cumulative: Float64Array;
}

/** Flattens the residences of a frame; practices in order of code. */
export function packResidences(frame: AnswerFrame): PackedResidences {
  const codes = [...frame.residences.keys()].sort();
  const lists = [...codes.map((code) => frame.residences.get(code) ?? []), frame.elsewhere];
  const entries = lists.reduce((sum, list) => sum + list.length, 0);
  const offsets = new Int32Array(new SharedArrayBuffer(4 * (lists.length + 1)));
  const areas = new Int32Array(new SharedArrayBuffer(4 * entries));
  const cumulative = new Float64Array(new SharedArrayBuffer(8 * entries));
  const places = new Map<string, { number: number; residence: Residence }>();
  let next = 0;
  for (const [k, list] of lists.entries()) {
    let total = 0;
    for (const residence of list) {
      let place = places.get(residence.lsoa);
      if (place === undefined) {
        place = { number: places.size, residence };
        places.set(residence.lsoa, place);
      }
      total += residence.patients;
      areas[next] = place.number;
      cumulative[next++] = total;
    }
    offsets[k + 1] = next;
  }
  const all = [...places.values()].map((place) => place.residence);
  return {
    lsoas: all.map((residence) => residence.lsoa),
    deciles: Uint8Array.from(all, (residence) => residence.incomeDecile),
    rural: Uint8Array.from(all, (residence) => (residence.rural ? 1 : 0)),
    practices: new Map(codes.map((code, k) => [code, k])),
    offsets,
    areas,
    cumulative,
  };
}

/** Practices of a survey year with patients, in order of code. */
export function practicesOfYear(frame: AnswerFrame, year: number): PracticeYear[] {
  const rows = frame.practiceYears.filter((row) => row.year === year && row.patients > 0);
  return rows.sort((a, b) => (a.practice < b.practice ? -1 : a.practice > b.practice ? 1 : 0));
}
