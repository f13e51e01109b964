import type { Point } from "./types";

/** The points with p b + q s <= c. */
export interface HalfPlane {
  readonly p: number;
  readonly q: number;
  readonly c: number;
}

/** Room for the rounding error of corners: nine orders below the half units of usual tables. */
const SLACK = 1e-12;

/** Log odds ratios and standard errors beyond these never stand in a table. */
const BOX: readonly Point[] = [
  { b: -50, s: 0 },
  { b: 50, s: 0 },
  { b: 50, s: 50 },
  { b: -50, s: 50 },
];

/**
 * Corners of the intersection of closed half planes with -50 <= b <= 50, 0 <= s <= 50, in order round the region; empty when
 * there is none. A segment or a single point is kept. Clips the box by one half plane after the other
 * (Sutherland & Hodgman 1974, Communications of the ACM 17).
 */
export function intersectHalfPlanes(planes: readonly HalfPlane[]): Point[] {
  let region: readonly Point[] = BOX;
  for (const plane of planes) region = clip(region, plane);
  return distinct(region);
}

function clip(region: readonly Point[], plane: HalfPlane): Point[] {
  const excess = region.map((point) => plane.p * point.b + plane.q * point.s - plane.c);
  return region.flatMap((point, i) => {
    const next = (i + 1) % region.length;
    const kept = excess[i] <= SLACK ? [point] : [];
    const crosses = excess[i] > SLACK !== excess[next] > SLACK;
    return crosses ? [...kept, crossing(point, region[next], excess[i], excess[next])] : kept;
  });
}

function crossing(from: Point, to: Point, a: number, b: number): Point {
  const share = Math.min(1, Math.max(0, a / (a - b)));
  return { b: from.b + share * (to.b - from.b), s: from.s + share * (to.s - from.s) };
}

function distinct(region: readonly Point[]): Point[] {
  const apart = (one: Point, other: Point) => Math.abs(one.b - other.b) > SLACK || Math.abs(one.s - other.s) > SLACK;
  return region.filter((point, i) => i === 0 || (apart(point, region[i - 1]) && apart(point, region[0])));
}
