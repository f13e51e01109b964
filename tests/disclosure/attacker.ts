import loadHighs from "highs";
import type { DisclosurePolicy } from "../../src/disclosure/policy";
import type { Sum } from "../../src/disclosure/underlying";

/** What was printed of a count: its rounded value, or null where it is withheld. Keys that were never printed are absent. */
export type Printed = ReadonlyMap<string, number | null>;

export type Interval = readonly [number, number];

/** Solves for withheld counts. */
export interface Attacker {
  /** Smallest and largest whole number that each withheld count can have, given everything printed and all sums. */
  intervals(printed: Printed, sums: readonly Sum[], policy: DisclosurePolicy): ReadonlyMap<string, Interval>;
}

/**
 * An attacker with a mixed-integer solver (HiGHS), written apart from the gate: it knows every printed number, the rounding rule, the threshold, all
 * sums, that counts are whole and not negative, and that a count withheld alone is below the threshold.
 */
export async function attacker(): Promise<Attacker> {
  const highs = await loadHighs();
  return {
    intervals(printed, sums, policy) {
      const keys = [...new Set([...printed.keys(), ...sums.flatMap(({ total, parts }) => [total, ...parts])])];
      const name = new Map(keys.map((key, i) => [key, `x${i}`]));
      const withheld = keys.filter((key) => printed.get(key) === null);
      const rows = sums.map(
        ({ total, parts }, i) => ` s${i}: ${parts.map((key) => name.get(key)).join(" + ")} - ${name.get(total)} = 0`,
      );
      const bounds = keys.map((key) => {
        const value = printed.get(key);
        const x = name.get(key);
        if (typeof value === "number") {
          const reach = (policy.roundingBase - 1) / 2;
          return ` ${Math.max(policy.threshold, value - reach)} <= ${x} <= ${value + reach}`;
        }
        const alone = value === null && withheld.length === 1;
        return alone ? ` 0 <= ${x} <= ${policy.threshold - 1}` : ` 0 <= ${x} <= 100000`;
      });
      const solve = (sense: string, key: string): number => {
        const constraints = rows.length > 0 ? rows : [` s: ${[...name.values()][0]} >= 0`];
        const problem = [
          sense,
          ` obj: ${name.get(key)}`,
          "Subject To",
          ...constraints,
          "Bounds",
          ...bounds,
          "Generals",
          ` ${[...name.values()].join(" ")}`,
          "End",
        ].join("\n");
        const solution = highs.solve(problem, { output_flag: false });
        if (solution.Status !== "Optimal") throw new Error(`attack ended with ${solution.Status}`);
        return Math.round(solution.ObjectiveValue);
      };
      return new Map(withheld.map((key) => [key, [solve("Minimize", key), solve("Maximize", key)]]));
    },
  };
}

/** How many values an attacker is left with. */
export function width([low, high]: Interval): number {
  return high - low + 1;
}
