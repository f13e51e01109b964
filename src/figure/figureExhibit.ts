import type { ExhibitDisclosure } from "../disclosure/underlying";
import type { FigureExhibit } from "../exhibit/types";
import { FIGURE_HEIGHT, FIGURE_WIDTH, withSyntheticMark } from "./figureTheme";

/** What every figure is told beside its data. */
export interface FigureFrame {
  /** File name and anchor: `figure-1`. */
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly note: string;
  readonly synthetic: boolean;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** For the disclosure gate. */
  readonly disclosure?: ExhibitDisclosure;
}

/** A quantity on an axis: its name, printed decimals and unit. */
export interface Quantity {
  readonly label: string;
  readonly decimals: number;
  readonly unit?: "%" | "pp" | "";
  /** Axis limits; by default a margin around the data. */
  readonly range?: readonly [number, number];
}

/** Puts the parts of a figure together and marks simulated data. */
export function figureExhibit(
  frame: FigureFrame,
  parts: Pick<FigureExhibit, "alt" | "data"> & { readonly traces: readonly object[]; readonly layout: object },
): FigureExhibit {
  const width = frame.width ?? FIGURE_WIDTH;
  const height = frame.height ?? FIGURE_HEIGHT;
  const layout = frame.synthetic ? withSyntheticMark(parts.layout) : parts.layout;
  return {
    kind: "figure",
    id: frame.id,
    label: frame.label,
    title: frame.title,
    note: frame.note,
    synthetic: frame.synthetic,
    alt: frame.synthetic ? `${parts.alt} Simulated data.` : parts.alt,
    plot: { data: parts.traces, layout: { ...layout, width, height } },
    width,
    height,
    data: parts.data,
    ...(frame.disclosure === undefined ? {} : { disclosure: frame.disclosure }),
  };
}

/** Limits of an axis: those asked for, or the data with a twelfth of their spread on both sides. */
export function axisRange(quantity: Quantity, values: readonly number[]): [number, number] {
  if (quantity.range) return [quantity.range[0], quantity.range[1]];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) / 12;
  return [low - margin, high + margin];
}
