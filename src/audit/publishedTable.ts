import { Z95 } from "../model/normal";
import {
  type Printed,
  type PublishedCell,
  type PublishedClaim,
  type PublishedField,
  published,
} from "../published/published";
import { nestedSamples } from "./nestedSamples";
import { halfUnit, printedValue, rescaled } from "./printedValue";
import { publishedSample } from "./publishedSamples";
import type { Claim, Field, PrintedCell, PrintedTable, PrintedValue } from "./types";

const FIELD_OF: Readonly<Record<PublishedField, Field>> = {
  or: "or",
  ciLow: "ci_low",
  ciHigh: "ci_high",
  p: "p",
  amePp: "ame",
  meanPct: "mean",
  n: "n",
  averagePcn: "average",
  allPcns: "national",
};

/** Tables 3 and 4 and the claims of the paper, as this package keeps them. */
export function publishedTable(): PrintedTable {
  return {
    title: `Wilding et al. (BJGP 2025, doi ${published.doi}): Tables 3 and 4 and text`,
    cells: published.cells.map(cellOf),
    claims: published.claims.map(claimOf),
    ciZ: Z95,
    perPopulation: published.table4.perPatients,
    groups: published.table4.pcns,
    headline: Object.values(published.headline),
    nested: nestedSamples(published.cells.map(({ id, outcome }) => ({ id, outcome, conditions: publishedSample(id) }))),
    remarks: [],
  };
}

function cellOf(cell: PublishedCell): PrintedCell {
  const entries = (Object.entries(FIELD_OF) as [PublishedField, Field][]).map(([name, field]) => {
    const value = fromPrinted(cell[name]);
    return [field, field === "mean" ? rescaled(value, 0.01) : value] as const;
  });
  return { id: cell.id, model: cell.model, outcome: cell.outcome, values: Object.fromEntries(entries) };
}

function fromPrinted({ value, decimals }: Printed): PrintedValue {
  return { text: value.toFixed(decimals), value, decimals, ...halfUnit(value, decimals) };
}

function claimOf(claim: PublishedClaim): Claim {
  const { id, section } = claim;
  if (claim.kind === "number" || claim.kind === "approx") {
    const { kind, cell, field, value } = claim;
    return { id, section, kind, cell, field: FIELD_OF[field], printed: asPrintedValue(value) };
  }
  if (claim.kind !== "statement") return { id, section, kind: claim.kind, printed: asPrintedValue(claim.value) };
  if (claim.test !== "or-range") return { id, section, kind: "statement", statement: claim };
  const { test, low, high, except } = claim;
  const statement = { test, low: asPrintedValue(low), high: asPrintedValue(high), except };
  return { id, section, kind: "statement", statement };
}

function asPrintedValue(text: string): PrintedValue {
  const value = printedValue(text);
  if (value === undefined) throw new RangeError(`published.json: "${text}" is no number`);
  return value;
}
