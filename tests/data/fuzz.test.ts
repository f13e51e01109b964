import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "./fuzzRun";

test("mutated files end in a balanced result or a named error (a seeded part of `npm run fuzz`)", async () => {
  const { results, refused } = await fuzz(0, 60);
  assert.ok(results > 0, "some mutations are harmless");
  assert.ok(Object.keys(refused).length > 5, "many rules refuse");
});
