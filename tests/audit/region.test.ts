import assert from "node:assert/strict";
import { test } from "node:test";
import { eValue } from "../../src/audit";
import { intersectHalfPlanes } from "../../src/audit/halfPlanes";
import { Random } from "../../src/util/random";

test("intersectHalfPlanes keeps exactly the points that lie in every half plane", () => {
  const random = new Random(3, "half planes");
  for (let round = 0; round < 300; round++) {
    const planes = Array.from({ length: 1 + random.integer(6) }, () => ({
      p: random.normal(),
      q: random.normal(),
      c: random.normal(),
    }));
    const corners = intersectHalfPlanes(planes);
    for (const { b, s } of corners) {
      assert.ok(s >= -1e-12 && planes.every(({ p, q, c }) => p * b + q * s <= c + 1e-9));
    }
    for (let k = 0; k < 50; k++) {
      const point = { b: 3 * random.normal(), s: 3 * random.uniform() };
      if (planes.every(({ p, q, c }) => p * point.b + q * point.s <= c - 1e-9)) assert.ok(inside(point, corners));
    }
  }
});

test("intersectHalfPlanes keeps a segment and a single point, and gives none for half planes that do not meet", () => {
  const at = (b: number) => [
    { p: 1, q: 0, c: b },
    { p: -1, q: 0, c: -b },
  ];
  assert.equal(intersectHalfPlanes([...at(1), { p: 0, q: 1, c: 2 }]).length, 2);
  assert.deepEqual(intersectHalfPlanes([...at(1), { p: 0, q: 1, c: 0 }]), [{ b: 1, s: 0 }]);
  assert.deepEqual(
    intersectHalfPlanes([
      { p: 1, q: 0, c: -1 },
      { p: -1, q: 0, c: -1 },
    ]),
    [],
  );
});

/** Corners in order round a convex region: the point lies on one side of every edge. */
function inside(point: { b: number; s: number }, corners: readonly { b: number; s: number }[]): boolean {
  return corners.every((from, i) => {
    const to = corners[(i + 1) % corners.length];
    return (to.b - from.b) * (point.s - from.s) - (to.s - from.s) * (point.b - from.b) >= -1e-6;
  });
}

test("eValue gives VanderWeele and Ding's example and is the same for an odds ratio and its inverse", () => {
  assert.equal(round(eValue(3.9, false)), 7.263034);
  assert.equal(eValue(0.5), eValue(2));
  assert.equal(eValue(1), 1);
});

function round(value: number): number {
  return Number(value.toFixed(6));
}
