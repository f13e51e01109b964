/** The paper's printed numbers (Wilding et al., BJGP 2025, doi 10.3399/BJGP.2024.0542), kept as printed so that their decimals are known. */
import printed from "./published.json";

export type OutcomeName = "confidence" | "support" | "not_isolated" | "good_gp" | "mh_understood";
export type ModelName = "M1" | "M2" | "M3";
export type CellId = `${ModelName}.${OutcomeName}`;

/** A number as printed: its value and the decimals shown. It stands for value ± half a unit of the last decimal. */
export interface Printed {
  readonly value: number;
  readonly decimals: number;
}

/** One cell of Tables 3 and 4 of the paper. */
export interface PublishedCell {
  readonly id: CellId;
  readonly model: ModelName;
  readonly outcome: OutcomeName;
  readonly or: Printed;
  readonly ciLow: Printed;
  readonly ciHigh: Printed;
  readonly p: Printed;
  /** Average marginal effect, percentage points per link worker per 50,000 patients. */
  readonly amePp: Printed;
  readonly meanPct: Printed;
  readonly n: Printed;
  readonly averagePcn: Printed;
  readonly allPcns: Printed;
}

/** Names of the printed values of a cell. */
export type PublishedField = Exclude<keyof PublishedCell, "id" | "model" | "outcome">;

/** A number or evaluable statement of the paper's text, by section; the sentences themselves are not kept. */
export type PublishedClaim = { readonly id: string; readonly section: string } & (
  | {
      readonly kind: "number" | "approx";
      readonly cell: CellId;
      readonly field: PublishedField;
      readonly value: string;
    }
  | { readonly kind: "sample" | "sample-over"; readonly value: string }
  | {
      readonly kind: "statement";
      readonly test: "significant-except";
      readonly except: readonly OutcomeName[];
      readonly direction: "above" | "below";
    }
  | {
      readonly kind: "statement";
      readonly test: "or-range";
      readonly low: string;
      readonly high: string;
      readonly except: readonly OutcomeName[];
    }
  | {
      readonly kind: "statement";
      readonly test: "not-significant";
      readonly outcomes: readonly OutcomeName[];
      readonly model: ModelName;
    }
  | {
      readonly kind: "statement";
      readonly test: "same-significance";
      readonly model: ModelName;
      readonly as: ModelName;
    }
  | {
      readonly kind: "statement";
      readonly test: "same-direction";
      readonly cell: CellId;
      readonly analyses: readonly { readonly table: string; readonly favours: "more" | "less" | "alike" }[];
    }
  | { readonly kind: "statement"; readonly test: "cited"; readonly item: string; readonly times: number }
);

export interface Published {
  readonly cells: readonly PublishedCell[];
  /** The cell that the paper's abstract or text presents for each outcome. */
  readonly headline: Readonly<Record<OutcomeName, CellId>>;
  readonly counts: { readonly respondents: number; readonly practices: number; readonly pcns: number };
  /** Multipliers of Table 4. */
  readonly table4: { readonly perPatients: number; readonly pcns: number };
  readonly doi: string;
  /** What the text says about the tables. */
  readonly claims: readonly PublishedClaim[];
}

/** Reads a number as printed: `"0.010"` has value 0.01 and 3 decimals. */
export function asPrinted(text: string): Printed {
  return { value: Number(text), decimals: text.split(".")[1]?.length ?? 0 };
}

/** The paper's printed values by cell, each with its printed decimals. */
export const published: Published = {
  cells: printed.cells.map((cell) => ({
    id: cell.id as CellId,
    model: `M${cell.model}` as ModelName,
    outcome: cell.outcome as OutcomeName,
    or: asPrinted(cell.or),
    ciLow: asPrinted(cell.ciLow),
    ciHigh: asPrinted(cell.ciHigh),
    p: asPrinted(cell.p),
    amePp: asPrinted(cell.amePp),
    meanPct: asPrinted(cell.meanPct),
    n: asPrinted(cell.n),
    averagePcn: asPrinted(cell.averagePcn),
    allPcns: asPrinted(cell.allPcns),
  })),
  headline: printed.headline as Record<OutcomeName, CellId>,
  counts: printed.counts,
  table4: printed.table4,
  doi: printed.paper.doi,
  claims: printed.claims as readonly unknown[] as readonly PublishedClaim[],
};

/** The published cell with this id, if the paper has it. */
export function findPublished(id: string): PublishedCell | undefined {
  return published.cells.find((cell) => cell.id === id);
}
