import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { type ExecuteStudyOptions, executeStudy } from "../../src/cli/executeStudy";
import { readNotebook, writeNotebook } from "../../src/notebook";
import type { Notebook } from "../../src/notebook/nbformat";
import { seesMore } from "../../src/notebook/notebookStore";
import { explainStage, openStageLog, type StageRun } from "../../src/stages";
import { readStudy } from "../../src/study";
import { silent } from "../../src/util/progress";
import { testFolder, tinyFiles, tinyManifest, writeTiny } from "../data/tinyStudy";

/** A study on files of its own with two notebooks; cells are run by a stand-in that counts them and prints their code. */
function project() {
  const { root, cacheDir } = writeTiny();
  const folder = dirname(root);
  const manifest = join(folder, "study.yaml");
  const notebooks = ["01-one", "02-two"].map((name) => join(folder, `${name}.ipynb`));
  writeFileSync(manifest, tinyManifest());
  for (const path of notebooks) writeNotebook(path, notebook("const a = 1;", `a + ${path.length};`));
  let executed = 0;
  const start: ExecuteStudyOptions["start"] = async () => ({
    execute: async (code) => {
      const text = `${code} in run ${++executed}\n`;
      return {
        status: "ok",
        timedOut: false,
        executionCount: executed,
        outputs: [{ output_type: "stream", name: "stdout", text }],
      };
    },
    shutdown: async () => undefined,
  });
  const memory = join(folder, "stages.json");
  const run = async (reuse = true) => {
    const log = openStageLog(memory);
    const runs: StageRun[] = [];
    const result = await executeStudy({
      study: { study: manifest, data: root },
      settings: readStudy(manifest, { dataRoot: root }),
      notebooks,
      notebookDir: join(folder, "out"),
      figureDir: join(folder, "figures"),
      progress: silent,
      onStage: (one) => {
        runs.push(one);
        log.onStage(one);
      },
      cacheDir,
      reuse,
      start,
    });
    log.save();
    const why = Object.fromEntries(log.lines().map((line) => [line.slice(0, 30).trim(), line.slice(31)]));
    return { runs, ran: runs.filter((one) => one.ran).map(({ name }) => name), why, result };
  };
  return { root, manifest, notebooks, run };
}

function notebook(...sources: readonly string[]): Notebook {
  const code = sources.map((source, i) => ({
    ...{ cell_type: "code" as const, id: `c${i}`, metadata: {}, source, execution_count: null, outputs: [] },
  }));
  return { metadata: {}, cells: [{ cell_type: "markdown", id: "t", metadata: {}, source: "# Title" }, ...code] };
}

test("a second run reuses every stage and gives the same notebooks, byte for byte; --no-cache executes all of them", async () => {
  const { run } = project();
  const first = await run();
  assert.deepEqual(first.ran, ["frame", "01-one", "02-two"]);
  assert.equal(first.why.frame, "ran: for the first time");
  const files = first.result.executed.map(({ path }) => readFileSync(path, "utf8"));
  const second = await run();
  assert.deepEqual(second.ran, []);
  assert.match(second.why["01-one"], /^reused: the same code, .*packages.* and cell$/);
  assert.deepEqual(
    second.result.executed.map(({ path }) => readFileSync(path, "utf8")),
    files,
  );
  assert.deepEqual((await run(false)).ran, ["01-one", "02-two"]);
});

test("a changed cell executes its notebook again and no other; changed text executes none", async () => {
  const { run, notebooks } = project();
  await run();
  const was = readNotebook(notebooks[1]);
  const changed = { ...was, cells: was.cells.map((cell) => (cell.id === "c1" ? { ...cell, source: "a + 7;" } : cell)) };
  writeNotebook(notebooks[1], changed);
  const { ran, why } = await run();
  assert.deepEqual(ran, ["02-two"]);
  assert.equal(why["02-two"], "ran: cell 2 c1 changed");
  writeNotebook(notebooks[1], {
    ...changed,
    cells: changed.cells.map((cell) => (cell.id === "t" ? { ...cell, source: "# New" } : cell)),
  });
  const after = await run();
  assert.deepEqual(after.ran, []);
  assert.equal(after.result.executed[1].notebook.cells[0].source, "# New");
});

test("a changed setting reads and executes again, and is named", async () => {
  const { run, manifest } = project();
  await run();
  writeFileSync(manifest, tinyManifest("exposure: { absentPcn: drop }"));
  const { ran, why } = await run();
  assert.deepEqual(ran, ["frame", "01-one", "02-two"]);
  assert.equal(why.frame, "ran: setting exposure.absentPcn changed");
  writeFileSync(manifest, `${tinyManifest()}\n# a comment\n`);
  assert.deepEqual((await run()).ran, [], "the first settings again: their results are still there");
});

test("a changed data file reads and executes again, also when its size and time are put back", async () => {
  const { run, root } = project();
  await run();
  const file = join(root, "lists-2022.csv");
  const then = new Date(2020, 1, 1);
  utimesSync(file, then, then);
  assert.deepEqual((await run()).ran, [], "a new time alone changes nothing");
  writeFileSync(file, String(tinyFiles()["lists-2022.csv"]).replace("5000", "5001"));
  utimesSync(file, then, then);
  const { ran, why } = await run();
  assert.deepEqual(ran, ["frame", "01-one", "02-two"]);
  assert.equal(why.frame, "ran: file list size 2022 changed");
});

test("every stage names the code, packages and Node it depends on", async () => {
  const { run } = project();
  const { runs } = await run();
  for (const { name, inputs } of runs) {
    const kinds = new Set(Object.keys(inputs).map((input) => input.split(" ")[0]));
    assert.ok(
      ["code", "packages", "Node"].every((kind) => kinds.has(kind)),
      name,
    );
  }
});

test("a notebook that reaches files, the clock, chance or the network is executed each time, and it is said why", async () => {
  for (const source of [
    'import { readFileSync } from "node:fs";',
    'import fs from "fs";',
    'import { a } from "./local";',
    "const t = Date.now();",
    "const x = Math.random();",
    'await fetch("http://x");',
    'const m = await import("link-workers");',
    "process.env.HOME;",
  ])
    assert.match(seesMore(notebook(source)) ?? "", /^cell c0 uses .*no digest covers$/, source);
  assert.equal(
    seesMore(notebook('import { show } from "link-workers";\nimport { Matrix } from "ml-matrix";')),
    undefined,
  );
  const { run, notebooks } = project();
  writeNotebook(notebooks[0], notebook("const t = Date.now();"));
  await run();
  const { ran, why } = await run();
  assert.deepEqual(ran, ["01-one"]);
  assert.match(why["01-one"], /^ran: cell c0 uses Date/);
});

test("a stage whose result was deleted says so", () => {
  const inputs = { "code a": "1" };
  assert.equal(
    explainStage({ name: "s", inputs, ran: true }, inputs),
    "ran: nothing changed, but its result was no longer stored",
  );
  const many = { "code a": "2", "code b": "1", "code c": "1", "code d": "1" };
  assert.equal(
    explainStage({ name: "s", inputs: many, ran: true }, inputs),
    "ran: code a changed, code b is new, code c is new, and 1 more",
  );
});

test("a damaged memory of the run before counts as none", () => {
  const file = join(testFolder(), "stages.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "{");
  const log = openStageLog(file);
  log.onStage({ name: "frame", inputs: { "code a": "1" }, ran: true });
  assert.match(log.lines()[0], /^frame +ran: for the first time$/);
});
