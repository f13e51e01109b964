import type { ComplementAudit, PrintedCell, PrintedTable, PrintedValue, Range } from "./types";

/** What two nested samples imply about the people in the larger one only; impossible means are a finding. */
export function auditComplements(table: PrintedTable): ComplementAudit[] {
  const cellOf = (id: string) => table.cells.find((cell) => cell.id === id);
  return table.nested.flatMap(({ whole, part }) => {
    const [larger, smaller] = [cellOf(whole), cellOf(part)];
    return larger && smaller ? complement(larger, smaller, table.perPopulation) : [];
  });
}

function complement(whole: PrintedCell, part: PrintedCell, perPopulation: number | undefined): ComplementAudit[] {
  const [n, nPart, mean, meanPart] = [whole.values.n, part.values.n, whole.values.mean, part.values.mean];
  if (!n || !nPart || !mean || !meanPart) return [];
  const rest = n.value - nPart.value;
  const ids = { whole: whole.id, part: part.id, n: rest };
  if (rest <= 0) {
    const reason = `${part.id} has ${nPart.text} people, the sample that holds it, ${whole.id}, ${n.text}.`;
    return [{ ...ids, verdict: "inconsistent", mean: null, amePp: null, reason }];
  }
  const weighted = (all: Range, some: Range): Range => ({
    low: (n.value * all.low - nPart.value * some.high) / rest,
    high: (n.value * all.high - nPart.value * some.low) / rest,
  });
  const restMean = weighted(mean, meanPart);
  const possible = restMean.high >= 0 && restMean.low <= 1;
  const [ame, amePart] = [finestAme(whole, perPopulation), finestAme(part, perPopulation)];
  return [
    {
      ...ids,
      verdict: possible ? "consistent" : "inconsistent",
      mean: restMean,
      amePp: ame && amePart ? weighted(ame, amePart) : null,
      reason: possible ? "" : `The means of ${whole.id} and ${part.id} leave the others none that is a share.`,
    },
  ];
}

/** AME in percentage points by the narrower of its interval and that of the scaled count, where the two agree. */
function finestAme({ values: { ame, average } }: PrintedCell, perPopulation: number | undefined): Range | null {
  const scaled = average && perPopulation ? percentagePoints(average, perPopulation) : undefined;
  if (!ame || !scaled) return ame ?? scaled ?? null;
  const both = { low: Math.max(ame.low, scaled.low), high: Math.min(ame.high, scaled.high) };
  return both.low <= both.high ? both : ame;
}

function percentagePoints({ low, high }: PrintedValue, perPopulation: number): Range {
  return { low: (100 * low) / perPopulation, high: (100 * high) / perPopulation };
}
