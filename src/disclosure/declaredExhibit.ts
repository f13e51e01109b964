import type { Exhibit } from "../exhibit/types";
import { clearExhibit } from "./clearExhibit";
import type { Gate } from "./gate";
import { outputDecision } from "./outputDecision";

/** Stands in place of an output that the gate did not let pass. */
export const NOT_CLEARED = "Withheld: not cleared.";

/** The exhibit as it may leave; undefined when it does not say what it is made of, so that nothing of it leaves, its frame included. */
export function declaredExhibit(exhibit: Exhibit, gate: Gate): Exhibit | undefined {
  if (exhibit.disclosure !== undefined) return clearExhibit(exhibit, gate);
  gate.record(
    outputDecision({
      ...exhibit,
      population: "not stated",
      isPublic: false,
      released: 0,
      withheld: 1,
      extra: [{ rule: "underlying-is-known", status: "fail", detail: "the exhibit does not say what it is made of" }],
    }),
  );
  return undefined;
}
