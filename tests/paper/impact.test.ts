import assert from "node:assert/strict";
import { test } from "node:test";
import { populationImpact } from "../../src/paper/impact";
import { published } from "../../src/published/published";

test("populationImpact rounds the average PCN before it multiplies, as the paper's Table 4 does", () => {
  assert.deepEqual(populationImpact(0.0020745), { averagePcn: 104, allPcns: 131_872 });
  assert.deepEqual(populationImpact(-0.000075), { averagePcn: -4, allPcns: -5072 });
});

test("populationImpact never returns a negative zero", () => {
  assert.ok(Object.is(populationImpact(-0.000001).averagePcn, 0));
});

test("every published all-PCN figure is the printed average PCN times 1,268", () => {
  for (const cell of published.cells) {
    assert.equal(cell.allPcns.value, cell.averagePcn.value * published.table4.pcns, cell.id);
  }
});

test("published AMEs times 50,000 lie within rounding of Table 4, except Model 1 not isolated (printed 0, about 3 needed)", () => {
  const off = published.cells.filter(({ amePp, averagePcn }) => {
    const [low, high] = [amePp.value - 0.005, amePp.value + 0.005].map((pp) => (pp / 100) * 50_000);
    return averagePcn.value + 0.5 < low || averagePcn.value - 0.5 > high;
  });
  assert.deepEqual(
    off.map(({ id }) => id),
    ["M1.not_isolated"],
  );
});
