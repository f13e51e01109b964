import assert from "node:assert/strict";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { codeOf, environmentInputs, STAGE_CODE, type StageInputs, stageKey } from "../../src/stages";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder } from "../data/tinyStudy";

/** A copy of the compiled package, to touch its files one after another. */
const copy = testFolder();
const stages = Object.keys(STAGE_CODE) as (keyof typeof STAGE_CODE)[];

before(() => {
  for (const name of ["build/src", "report", "vendor", "package-lock.json", "package.json", "CITATION.cff"])
    cpSync(join(packageRoot(), name), join(copy, name), {
      recursive: true,
      filter: (path) => !/[/\\]report[/\\](out|\.out)|\.map$|\.d\.ts$/.test(path),
    });
});

const keys = (): string[] => stages.map((stage) => stageKey(codeOf(STAGE_CODE[stage], copy)));

/** Every kind of place a file can stand, with the stages that rest on it. */
const TOUCHED: readonly (readonly [string, readonly (keyof typeof STAGE_CODE)[]])[] = [
  ["build/src/twin/public/writeWorkforce.js", ["publicTwin"]],
  // A worker, which no module requires.
  ["build/src/twin/survey/yearWorker.js", ["surveyTwin"]],
  ["build/src/twin/practice/countAnswers.js", ["practiceTwin"]],
  ["build/src/data/cache/saveFrame.js", ["frame"]],
  ["build/src/model/fitWorker.js", ["notebook"]],
  ["build/src/paper/table4.js", ["notebook"]],
  ["build/src/kernel/parentWatch.js", ["notebook"]],
  ["build/src/figure/drawingPage.js", ["drawing"]],
  ["build/src/report/pageHtml.js", ["report"]],
  ["report/report.css", ["report"]],
  ["build/src/review/startReview.js", []],
  ["build/src/cli/report.js", []],
];

for (const [file, expected] of TOUCHED)
  test(`a change of ${file} concerns ${expected.join(" and ") || "no stage"}`, () => {
    const path = join(copy, file);
    const text = readFileSync(path);
    const was = keys();
    appendFileSync(path, "\n// touched\n");
    const now = keys();
    writeFileSync(path, text);
    const concerned = stages.filter((_, i) => was[i] !== now[i]);
    for (const stage of expected) assert.ok(concerned.includes(stage), `${stage} would be stale`);
    // A module may serve more than one stage; none of those that do not load it may run for it.
    for (const stage of concerned) {
      const loaded = Object.keys(codeOf(STAGE_CODE[stage], copy));
      assert.ok(
        loaded.some((name) => file.replace(/^build\//, "").startsWith(name.replace(/^(?:code|file) /, ""))),
        stage,
      );
    }
    if (!expected.includes("report")) assert.ok(!concerned.includes("report") || /figure|util/.test(file));
  });

test("every file that a stage's code opens below the package's root is among its inputs, or is one that is made", () => {
  for (const stage of stages) {
    const inputs = codeOf(STAGE_CODE[stage], packageRoot());
    for (const name of Object.keys(inputs).filter((one) => one.startsWith("code "))) {
      const module = join(packageRoot(), "build", name.slice(5));
      const text = readFileSync([module, `${module}.js`, `${module}.mjs`].find((file) => existsSync(file))!, "utf8");
      for (const [use] of text.matchAll(/packageRoot\)\(\)(?!,| *=>)[^\n]*/g)) {
        // Kept in a variable called root (its joins are found), used as a place to hide, or made.
        assert.match(use, /^packageRoot\)\(\)(?:;|, "|\)|\.)/, `${name}: ${use}`);
      }
    }
  }
});

test("all stages rest on the lockfile, the vendored packages and the version of Node", () => {
  const was = environmentInputs(copy);
  const differs = (now: StageInputs) => Object.keys(was).filter((name) => was[name] !== now[name]);
  assert.deepEqual(differs(environmentInputs(copy, "v99.0.0")), ["Node version"]);
  appendFileSync(join(copy, "package-lock.json"), "\n");
  assert.deepEqual(differs(environmentInputs(copy)), ["packages of package-lock.json"]);
  const again = environmentInputs(copy);
  mkdirSync(join(copy, "vendor", "new"));
  writeFileSync(join(copy, "vendor", "new", "index.js"), "");
  assert.notDeepEqual(environmentInputs(copy), again);
});
