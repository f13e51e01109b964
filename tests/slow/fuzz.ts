import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "../data/fuzzRun";

const MUTATIONS = Number(process.env.LINK_WORKERS_FUZZ ?? 2000);

test(`${MUTATIONS} mutated files end in a balanced result or a named error`, async (t) => {
  const { results, refused } = await fuzz(0, MUTATIONS);
  const rules = Object.entries(refused).sort(([, a], [, b]) => b - a);
  t.diagnostic(`results ${results}`);
  for (const [rule, count] of rules) t.diagnostic(`${rule} ${count}`);
  assert.equal(results + rules.reduce((sum, [, count]) => sum + count, 0), MUTATIONS);
});
