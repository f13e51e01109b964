import assert from "node:assert/strict";
import { test } from "node:test";
import { systematicSample } from "../../src/twin/systematicSample";
import { apportion } from "../../src/util/apportion";
import { Random } from "../../src/util/random";

test("systematicSample draws exactly its quota for any sizes and start", () => {
  const random = new Random(1, "sizes");
  for (let trial = 0; trial < 200; trial++) {
    const sizes = Float64Array.from({ length: 1 + random.integer(60) }, () => random.uniform() ** 4);
    const quota = random.integer(sizes.length + 1);
    const drawn = systematicSample(sizes, quota, random.uniform());
    const total = drawn.reduce((a, b) => a + b, 0);
    assert.equal(total, quota);
  }
});

test("systematicSample includes each item with probability proportional to its size, certain ones always", () => {
  const sizes = Float64Array.of(1, 2, 3, 4, 100, 6, 4);
  const counts = new Float64Array(sizes.length);
  const starts = 20000;
  for (let k = 0; k < starts; k++) {
    systematicSample(sizes, 3, (k + 0.5) / starts).forEach((drawn, i) => {
      counts[i] += drawn / starts;
    });
  }
  // Item 5 is certain; the other two draws fall on the rest, whose sizes add up to 20.
  const expected = [0.1, 0.2, 0.3, 0.4, 1, 0.6, 0.4];
  counts.forEach((share, i) => {
    assert.ok(Math.abs(share - expected[i]) < 1e-3, `item ${i + 1}: ${share}`);
  });
});

test("apportion gives whole numbers that add up, near the exact shares, with a least part", () => {
  const parts = apportion([5, 0, 1, 1, 1], 11);
  assert.deepEqual(parts, [7, 0, 2, 1, 1]);
  const floored = apportion([1000, 1, 1, 0], 10, 2);
  assert.deepEqual(floored, [6, 2, 2, 0]);
});

test("Random gives the same stream for the same keys and different ones for others", () => {
  const draws = (...keys: (string | number)[]) => {
    const random = new Random(...keys);
    return [random.bits(), random.bits(), random.bits()];
  };
  assert.deepEqual(draws(1, "a"), draws(1, "a"));
  assert.notDeepEqual(draws(1, "a"), draws(1, "b"));
  assert.notDeepEqual(draws(1, "ab"), draws("1a", "b"));
});

test("Random's uniform and normal draws have the moments of their distributions", () => {
  const random = new Random(7);
  const n = 200000;
  const sums = { uniform: 0, normal: 0, square: 0, fourth: 0 };
  for (let i = 0; i < n; i++) {
    const z = random.normal();
    sums.uniform += random.uniform();
    sums.normal += z;
    sums.square += z * z;
    sums.fourth += z ** 4;
  }
  assert.ok(Math.abs(sums.uniform / n - 0.5) < 0.003);
  assert.ok(Math.abs(sums.normal / n) < 0.01);
  assert.ok(Math.abs(sums.square / n - 1) < 0.015);
  assert.ok(Math.abs(sums.fourth / n - 3) < 0.15);
});
