import { published } from "../published/published";

/** One cell an outcome: the one the paper presents, or the first that has the outcome. Order of first appearance. */
export function headlineCells<Cell extends { readonly id: string }>(cells: readonly Cell[]): readonly Cell[] {
  const headline = new Set<string>(Object.values(published.headline));
  const outcomes = [...new Set(cells.map(outcomeOf))];
  return outcomes.map((outcome) => {
    const having = cells.filter((cell) => outcomeOf(cell) === outcome);
    return having.find(({ id }) => headline.has(id)) ?? having[0];
  });
}

/** `M1.good_gp` has the outcome `good_gp`. */
function outcomeOf({ id }: { readonly id: string }): string {
  return id.slice(id.indexOf(".") + 1);
}
