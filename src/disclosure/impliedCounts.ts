import type { DisclosurePolicy } from "./policy";
import type { CountVariable } from "./protectCounts";
import type { Sum } from "./underlying";

/** Counts that nobody asked to print but that follow from those that were, with the sums made whole by them. */
export interface ImpliedCounts {
  readonly variables: readonly CountVariable[];
  readonly sums: readonly Sum[];
}

/**
 * What follows from the counts met so far: a sum gives its only missing member, and what a total leaves for several missing parts
 * together. An attacker takes such a difference, whether or not it is ever printed. A small one is protected as a withheld count is; a
 * large one is only a member of its sums.
 * @param sums all that are declared; one that says nothing yet is left out
 */
export function impliedCounts(
  variables: readonly CountVariable[],
  sums: readonly Sum[],
  { threshold }: Pick<DisclosurePolicy, "threshold">,
): ImpliedCounts {
  const counts = new Map(variables.map(({ key, n }) => [key, n]));
  const implied = new Map<string, CountVariable>();
  const add = (key: string, n: number) => {
    counts.set(key, n);
    implied.set(key, { key, n, shown: n < threshold, primary: n < threshold });
  };
  const unknown = ({ total, parts }: Sum) => [total, ...parts].filter((key) => !counts.has(key));
  for (let found = true; found; ) {
    const open = sums.find((sum) => unknown(sum).length === 1);
    found = open !== undefined;
    if (open) add(unknown(open)[0], missingMember(open, counts));
  }
  const whole = sums.flatMap((sum): Sum[] => {
    const missing = unknown(sum).sort((a, b) => (a < b ? -1 : 1));
    if (missing.length === 0) return [sum];
    if (!counts.has(sum.total)) return [];
    const parts = sum.parts.filter((key) => counts.has(key));
    const rest = JSON.stringify([sum.total, missing]);
    add(rest, missingMember({ total: sum.total, parts: [...parts, rest] }, counts));
    return [{ total: sum.total, parts: [...parts, rest] }];
  });
  return { variables: [...implied.values()], sums: whole };
}

/** The count of the only member of a sum that is not among the counts. */
function missingMember({ total, parts }: Sum, counts: ReadonlyMap<string, number>): number {
  const met = parts.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);
  return counts.has(total) ? counts.get(total)! - met : met;
}
