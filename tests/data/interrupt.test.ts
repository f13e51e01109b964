import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { prepareStudy } from "../../src/data";
import { parseStudy } from "../../src/study";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder } from "./tinyStudy";

const study = parseStudy("survey: { years: [2018, 2022] }", "study.yaml", { scale: 0.005, seed: 7 });

/** Prepares the study in a process of its own, which is killed after some milliseconds unless it is done. */
function killedAfter(milliseconds: number, cacheDir: string): Promise<NodeJS.Signals | null> {
  const built = (path: string) => JSON.stringify(join(packageRoot(), "build", "src", path));
  const body = `require(${built("data/index.js")}).prepareStudy(
    require(${built("study/index.js")}).parseStudy("survey: { years: [2018, 2022] }", "study.yaml", { scale: 0.005, seed: 7 }),
    { cacheDir: ${JSON.stringify(cacheDir)} })`;
  const run = spawn(process.execPath, ["-e", body], { stdio: "ignore" });
  const timer = setTimeout(() => run.kill("SIGKILL"), milliseconds);
  return new Promise((resolve) =>
    run.once("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal);
    }),
  );
}

test("a study killed while it is prepared leaves nothing that looks whole, and the rerun is the same study", async () => {
  const cacheDir = testFolder();
  const signals: (NodeJS.Signals | null)[] = [];
  for (const milliseconds of [300, 600, 900, 1300]) {
    signals.push(await killedAfter(milliseconds, cacheDir));
    if (signals.at(-1) !== null)
      assert.deepEqual(
        readdirSync(cacheDir).filter((name) => name.startsWith("frame-")),
        [],
      );
  }
  assert.ok(signals.includes("SIGKILL"));
  const again = await prepareStudy(study, { cacheDir });
  const fresh = await prepareStudy(study, { cacheDir: testFolder() });
  assert.deepEqual(again.frame, fresh.frame);
  assert.deepEqual(again.inputs, fresh.inputs);
});
