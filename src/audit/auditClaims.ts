import { formatInterval } from "../exhibit/formatCell";
import { evaluateStatement } from "./evaluateStatement";
import { FIELD_LABELS } from "./fieldLabels";
import { halfUnit } from "./printedValue";
import type { CellAudit, Claim, ClaimAudit, Field, PrintedCell, PrintedTable, PrintedValue, Range } from "./types";

type NumberClaim = Extract<Claim, { readonly field: Field }>;

/** Compares what the text says with the cells of the table. */
export function auditClaims(table: PrintedTable, audits: readonly CellAudit[]): ClaimAudit[] {
  return table.claims.map((claim) => auditClaim(claim, table, audits));
}

function auditClaim(claim: Claim, table: PrintedTable, audits: readonly CellAudit[]): ClaimAudit {
  switch (claim.kind) {
    case "number":
    case "approx":
      return numberClaim(claim, table, audits);
    case "sample":
    case "sample-over":
      return sampleClaim(claim, table.cells);
    case "statement":
      return { ...blank(claim), ...evaluateStatement(claim.statement, table) };
    case "unread":
      return blank(claim);
  }
}

function blank({ id, section, kind }: Claim): ClaimAudit {
  const reason = "Not a statement about the table's numbers.";
  return { id, section, kind, verdict: "not evaluated", against: [], fits: [], reason };
}

function numberClaim(claim: NumberClaim, table: PrintedTable, audits: readonly CellAudit[]): ClaimAudit {
  const { cell, field, printed } = claim;
  const base = { ...blank(claim), cell, field, claimed: printed.text };
  const found = table.cells.find(({ id }) => id === cell)?.values[field];
  if (found === undefined) return { ...base, reason: `The table prints no ${FIELD_LABELS[field]} for ${cell}.` };
  const range = claim.kind === "approx" ? roundNumber(printed) : agreeing(printed, found);
  if (within(found.value, range)) {
    return { ...base, verdict: "consistent", found: found.text, reason: "As in the table." };
  }
  const fits = whatFits(range, claim, table.cells);
  const implied = audits.find(({ id }) => id === cell)?.implied;
  const needed = field === "average" || field === "national" ? implied?.[field] : null;
  return {
    ...base,
    verdict: "inconsistent",
    found: found.text,
    against: [cell],
    fits,
    reason:
      `The text has ${printed.text} where the table prints ${FIELD_LABELS[field]} ${found.text}.` +
      (needed ? ` The estimate allows ${formatInterval(needed.low, needed.high, 0)}.` : "") +
      (fits.length > 0 ? ` It fits ${fits.join("; ")}.` : ""),
  };
}

/** A number quoted with as many or fewer digits than the table's: half a unit of the coarser. */
function agreeing(printed: PrintedValue, found: PrintedValue): Range {
  if (printed.decimals >= found.decimals || printed.value === found.value)
    return { low: printed.value, high: printed.value };
  return printed;
}

/** The interval of a round number: its trailing zeros are the unit it was rounded to. */
export function roundNumber({ value, decimals, low, high }: PrintedValue): Range {
  if (decimals > 0 || value === 0) return { low, high };
  let zeros = 0;
  while (Math.abs(value) % 10 ** (zeros + 1) === 0) zeros++;
  return halfUnit(value, -zeros);
}

/** Other cells of the same outcome, and means of two of them, that the number would fit. */
function whatFits(range: Range, { cell, field }: NumberClaim, cells: readonly PrintedCell[]): string[] {
  const outcome = cells.find(({ id }) => id === cell)?.outcome;
  const values = cells.flatMap((one) => {
    const value = one.values[field]?.value;
    return value === undefined || (outcome !== undefined && one.outcome !== outcome) ? [] : [{ id: one.id, value }];
  });
  const single = values.filter(({ value }) => within(value, range)).map(({ id, value }) => `${id} (${spell(value)})`);
  if (single.length > 0) return single;
  return values.flatMap((one, i) =>
    values.slice(i + 1).flatMap((other) => {
      const mean = (one.value + other.value) / 2;
      return within(mean, range) ? [`the mean of ${one.id} and ${other.id} (${spell(mean)})`] : [];
    }),
  );
}

function sampleClaim(
  claim: Extract<Claim, { readonly kind: "sample" | "sample-over" }>,
  cells: readonly PrintedCell[],
): ClaimAudit {
  const sizes = cells.flatMap(({ id, values }) => (values.n ? [{ id, n: values.n.value }] : []));
  const { value, text } = claim.printed;
  const base = { ...blank(claim), claimed: text };
  if (sizes.length === 0) return { ...base, reason: "The table prints no N." };
  const largest = sizes.reduce((best, size) => (size.n > best.n ? size : best));
  const fits = sizes.filter(({ n }) => n === value).map(({ id }) => `N of ${id}`);
  const found = spell(largest.n);
  const larger = sizes.filter(({ n }) => n > value).map(({ id }) => id);
  if (claim.kind === "sample-over") {
    return larger.length > 0
      ? { ...base, found, verdict: "consistent", reason: `The largest sample, ${largest.id}, has ${found}.` }
      : { ...base, found, verdict: "inconsistent", against: [largest.id], reason: `The largest sample has ${found}.` };
  }
  if (larger.length === 0)
    return { ...base, found, verdict: "consistent", fits, reason: "No model has a larger sample." };
  return {
    ...base,
    found,
    verdict: "inconsistent",
    against: larger,
    fits,
    reason:
      `A study's sample cannot be smaller than that of its models: ${largest.id} has ${found}.` +
      (fits.length > 0 ? ` The stated number is the ${fits.join(", ")}.` : ""),
  };
}

function within(value: number, { low, high }: Range): boolean {
  const noise = 1e-9 * Math.max(1, Math.abs(value));
  return value >= low - noise && value <= high + noise;
}

function spell(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
}
