/** Flags of the samples of the paper's models (Table 2); the cells that add a flag stand apart. */
const BY_MODEL: Readonly<Record<string, readonly string[]>> = { M1: [], M2: ["ltc"], M3: ["mh_needs"] };
const BY_CELL: Readonly<Record<string, readonly string[]>> = {
  "M2.mh_understood": ["ltc", "mh_needs"],
  "M3.confidence": ["ltc", "mh_needs"],
  "M3.support": ["ltc", "mh_needs"],
};

/** Flags that define the sample of a published cell: `["ltc"]` for `M2.confidence`. */
export function publishedSample(id: string): readonly string[] {
  return BY_CELL[id] ?? BY_MODEL[id.split(".")[0]] ?? [];
}
