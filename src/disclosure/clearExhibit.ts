import type { Exhibit } from "../exhibit/types";
import type { Cleared } from "./clearance";
import { clearFigure, type DisclosableFigure } from "./clearFigure";
import { clearTable } from "./clearTable";
import type { Gate } from "./gate";
import type { DisclosableTable } from "./underlying";

/** A table or figure as it may leave. */
export function clearExhibit(exhibit: DisclosableTable | DisclosableFigure, gate: Gate): Cleared<Exhibit> {
  return exhibit.kind === "table" ? clearTable(exhibit, gate) : clearFigure(exhibit, gate);
}
