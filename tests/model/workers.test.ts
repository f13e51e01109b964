import assert from "node:assert/strict";
import { test } from "node:test";
import { studyFrame, studySpecs } from "../../bench/studyFrame";
import { fitLogits } from "../../src/model";
import { StudyError } from "../../src/util/errors";

const frame = studyFrame(0.01, 11);
const specs = studySpecs().slice(0, 6);

test("any number of workers gives the same results bit for bit, in the order of the specifications", async () => {
  const alone = await fitLogits(frame, specs, { workers: 1 });
  assert.deepEqual(
    alone.map((fit) => fit.spec.outcome),
    specs.map((spec) => spec.outcome),
  );
  for (const workers of [2, 3]) {
    const together = await fitLogits(frame, specs, { workers });
    assert.equal(JSON.stringify(together), JSON.stringify(alone));
  }
});

test("an error in a worker arrives with its rule, and an abort stops the work", async () => {
  const bad = { ...specs[0], terms: [{ kind: "factor", name: "age", base: "none" }], margins: [] } as const;
  await assert.rejects(
    () => fitLogits(frame, [specs[0], bad], { workers: 2 }),
    (error) => error instanceof StudyError && error.rule === "base-is-a-level",
  );
  const before = process.getActiveResourcesInfo().length;
  const controller = new AbortController();
  const work = fitLogits(frame, specs, { workers: 2, signal: controller.signal });
  controller.abort(new Error("stopped"));
  await assert.rejects(work, /stopped/);
  assert.ok(process.getActiveResourcesInfo().length <= before, "no thread is left");
});

test("the progress of several models is told model by model", async () => {
  for (const workers of [1, 2]) {
    const told: (number | string)[] = [];
    const stage = { update: (share: number) => told.push(share), done: () => told.push("done") };
    await fitLogits(frame, specs.slice(0, 4), { workers, progress: { stage: () => stage } });
    assert.deepEqual(told, [0.25, 0.5, 0.75, 1, "done"]);
  }
});
