import type { Bound } from "./constraints";
import type { Field, Point, Range } from "./types";

/** The edge of a half plane and the printed value that sets it. */
export interface BoundLine {
  readonly field: Field;
  readonly points: readonly Point[];
}

/** The part of the plane that is drawn. */
export interface Window {
  readonly b: Range;
  readonly s: Range;
}

/** The edge of a half plane inside the window; none when it passes outside. */
export function boundLine({ field, plane: { p, q, c } }: Bound, { b, s }: Window): BoundLine[] {
  const points =
    Math.abs(p) > 0
      ? [s.low, s.high].map((at) => ({ b: (c - q * at) / p, s: at }))
      : q === 0
        ? []
        : [b.low, b.high].map((at) => ({ b: at, s: c / q }));
  if (points.length === 0) return [];
  const cut = clipped(points[0], points[1], { b, s });
  return cut === undefined ? [] : [{ field, points: cut }];
}

/** The part of a segment inside the window (Liang & Barsky 1984). */
function clipped(from: Point, to: Point, { b, s }: Window): Point[] | undefined {
  let [start, end] = [0, 1];
  for (const [origin, delta, { low, high }] of [
    [from.b, to.b - from.b, b],
    [from.s, to.s - from.s, s],
  ] as const) {
    if (delta === 0) {
      if (origin < low || origin > high) return undefined;
      continue;
    }
    const [enter, leave] = [(low - origin) / delta, (high - origin) / delta].sort((x, y) => x - y);
    start = Math.max(start, enter);
    end = Math.min(end, leave);
  }
  const at = (share: number) => ({ b: from.b + share * (to.b - from.b), s: from.s + share * (to.s - from.s) });
  return start < end ? [at(start), at(end)] : undefined;
}
