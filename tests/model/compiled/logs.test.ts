import assert from "node:assert/strict";
import { test } from "node:test";
import { Heap, newMemory } from "../../../src/model/compiled/heap";

test("logarithms taken two at a time are the engine's, for odds of any size and an odd number of groups", () => {
  const heap = new Heap(newMemory());
  /** Sum of log(1 + odds) over one row each of some groups with these odds, as the kernels take it. */
  const sumLogs = (odds: readonly number[]) =>
    heap.scoped(() => {
      const one = heap.at(Float64Array.of(1));
      const none = heap.at(Uint32Array.of(0));
      const ofPattern = heap.at(Uint32Array.of(0, odds.length));
      const point = heap.at(Uint16Array.from(odds, (_, i) => i));
      const count = heap.at(new Float64Array(odds.length).fill(1));
      const oddsPoint = heap.at(Float64Array.from(odds));
      const halves = [none, one, none, one] as const;
      return heap.kernels.sumLogs(ofPattern, point, 1, count, ...halves, none, odds.length, oddsPoint, 0, 0, 1);
    });
  const exponents = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 10);
  for (const exponent of exponents) {
    const odds = 10 ** exponent * (1 + (Math.abs(exponent) % 0.7));
    const engine = Math.log(1 + odds);
    const [own, three] = [sumLogs([odds]), sumLogs([odds, odds, odds])];
    assert.ok(Math.abs(own - engine) <= 2 * Number.EPSILON * engine, `${odds}: ${own}, ${engine}`);
    assert.ok(Math.abs(three - 3 * engine) <= 6 * Number.EPSILON * engine, `${odds}: ${three}, ${3 * engine}`);
  }
  assert.equal(sumLogs([]), 0);
});
