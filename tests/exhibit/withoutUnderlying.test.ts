import assert from "node:assert/strict";
import { test } from "node:test";
import { exhibitBundle } from "../../src/exhibit";
import { withoutUnderlying } from "../../src/exhibit/withoutUnderlying";
import { figure1 } from "../../src/paper/figure1";
import type { SampleSummary } from "../../src/paper/sampleSummary";
import { table2 } from "../../src/paper/table2";

const year = { year: "2018", n: 203, events: 101, practices: 12, pcns: 7 };
const sample: SampleSummary = { ...year, id: "M1.good_gp", model: "M1", outcome: "good_gp", years: [year] };

test("an exhibit shown without the gate carries nothing of what the gate is told, and prints the same", () => {
  for (const exhibit of [table2([sample], true), figure1([sample], true)]) {
    assert.ok(exhibit.disclosure, "told");
    const shown = withoutUnderlying(exhibit);
    assert.doesNotMatch(JSON.stringify(exhibitBundle(shown)), /underlying|disclosure|"source"|practices":12/);
    assert.equal(exhibitBundle(shown)["text/plain"], exhibitBundle(exhibit)["text/plain"]);
  }
});
