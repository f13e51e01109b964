import type { CellSpec } from "../../study";
import { outcomeLabel } from "../labels";

/** A cell in a few words: its outcome and model. */
export function cellName({ model, spec }: Pick<CellSpec, "model" | "spec">): string {
  return `${outcomeLabel(spec.outcome)} (Model ${model.replace(/^M/, "")})`;
}
