import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CellRun, KernelClient } from "../../src/notebook/client";
import type { ErrorOutput, Output } from "../../src/notebook/nbformat";
import { startKernel } from "../../src/notebook/startKernel";
import { packageRoot } from "../../src/util/packageRoot";
import { temporaryFolder } from "../notebook/temporaryFolder";

// One kernel for all tests, in a folder outside the project that sees the project's packages and a small one of its own.
const folder = temporaryFolder();
let kernel: KernelClient;

before(async () => {
  const packages = join(folder, "node_modules");
  mkdirSync(join(packages, "own"), { recursive: true });
  writeFileSync(join(packages, "own", "package.json"), '{ "name": "own", "main": "index.js", "types": "index.d.ts" }');
  writeFileSync(join(packages, "own", "index.js"), "exports.fail = (text) => { throw new RangeError(text); };");
  writeFileSync(join(packages, "own", "index.d.ts"), "export declare function fail(text: string): never;");
  for (const name of ["danfojs-node", "ml-matrix", "@types"])
    symlinkSync(join(packageRoot(), "node_modules", name), join(packages, name));
  kernel = await startKernel({ cwd: folder });
});

after(async () => {
  await kernel.shutdown();
});

const run = (code: string): Promise<CellRun> => kernel.execute(code, { timeoutSeconds: 120 });

function printed(outputs: readonly Output[], name = "stdout"): string {
  return outputs.map((o) => (o.output_type === "stream" && o.name === name ? o.text : "")).join("");
}

function errorOf(result: CellRun): ErrorOutput {
  const error = result.outputs.find((o): o is ErrorOutput => o.output_type === "error");
  assert.ok(error, `no error output in ${JSON.stringify(result)}`);
  return error;
}

test("5,000 lines written in one burst arrive whole and the cell ends", async () => {
  const result = await run("for (let i = 0; i < 5000; i++) console.log(i);");
  assert.equal(result.status, "ok");
  assert.equal(printed(result.outputs), Array.from({ length: 5000 }, (_, i) => `${i}\n`).join(""));
});

test("1,500 displays and the text between them arrive in their order", async () => {
  await run(`declare const require: any; const show = (i: number) => {
    require.cache[Object.keys(require.cache).find((f) => /tslab.dist.jupyter/.test(f))!].exports
      .lastWriteDisplayData({ data: { "text/plain": String(i) }, metadata: {}, transient: {} }, false); };`);
  const result = await run("for (let i = 0; i < 1500; i++) { show(i); if (i % 500 === 0) console.log(i); }");
  const seen = result.outputs.map((o) =>
    o.output_type === "display_data" ? o.data["text/plain"] : `${printed([o]).trim()}!`,
  );
  const expected = Array.from({ length: 1500 }, (_, i) => (i % 500 === 0 ? [`${i}`, `${i}!`] : [`${i}`])).flat();
  assert.deepEqual(seen, expected);
});

test("execution counts rise by one with each cell, failing or not", async () => {
  const runs = [await run("1"), await run("throw new Error()"), await run("2")];
  const counts = runs.map((r) => r.executionCount ?? Number.NaN);
  assert.deepEqual(counts, [counts[0], counts[0] + 1, counts[0] + 2]);
});

test("an error thrown below a cell has name, value and a traceback with the cell's own line and no path of the machine", async () => {
  const result = await run('import { fail } from "own";\n\ninterface Unused { a: number }\n\nfail("too far");');
  assert.equal(result.status, "error");
  const error = errorOf(result);
  assert.equal(error.ename, "RangeError");
  assert.equal(error.evalue, "too far");
  const trace = error.traceback.join("\n");
  assert.match(trace, new RegExp(`In\\[${result.executionCount}\\]:5:\\d`));
  assert.match(trace, /node_modules\/own\/index\.js:1/);
  for (const path of [folder, packageRoot(), homedir(), "src/kernel", "tslab", "node:"])
    assert.ok(!trace.includes(path), trace);
});

test("an error after an await keeps the cell's own line", async () => {
  const later = await run('const wait = 1;\nawait Promise.resolve();\nthrow new Error("later");');
  assert.match(errorOf(later).traceback.join("\n"), new RegExp(`In\\[${later.executionCount}\\]:3:`));
});

test("a type error is reported with line and column of the cell", async () => {
  const error = errorOf(await run('const fine = 1;\n  const wrong: number = "text";'));
  assert.equal(error.ename, "CompileError");
  assert.match(error.evalue, /^2:9 - Type 'string' is not assignable to type 'number'/);
});

test("a fault only the engine sees (for await at top level) is reported with its line", async () => {
  const result = await run("const before = 1;\nfor await (const x of []) {}");
  const error = errorOf(result);
  assert.equal(error.ename, "SyntaxError");
  assert.match(error.traceback.join("\n"), new RegExp(`In\\[${result.executionCount}\\]:2:`));
});

test("with stop_on_error false every cell sent along with a failing one runs", async () => {
  const runs = await Promise.all(
    ['throw new Error("first")', 'console.log("second")', 'console.log("third")'].map((code) =>
      kernel.execute(code, { stopOnError: false, timeoutSeconds: 120 }),
    ),
  );
  assert.deepEqual(
    runs.map((r) => [r.status, printed(r.outputs)]),
    [
      ["error", ""],
      ["ok", "second\n"],
      ["ok", "third\n"],
    ],
  );
});

test("otherwise cells already sent are aborted, and one sent after the error runs at once", async () => {
  const codes = ['throw new Error("first")', 'console.log("second")', 'console.log("third")'];
  const runs = await Promise.all(codes.map(run));
  assert.deepEqual(
    runs.map((r) => r.status),
    ["error", "aborted", "aborted"],
  );
  assert.equal(printed((await run('console.log("fourth")')).outputs), "fourth\n");
});

test("an endless loop and an endless wait are interrupted by the time-out, and the kernel lives on", async () => {
  await run("const kept = 41;");
  for (const code of ["while (true) {}", "await new Promise(() => {});"]) {
    const result = await kernel.execute(code, { timeoutSeconds: 1 });
    assert.deepEqual([result.status, result.timedOut], ["error", true]);
    assert.equal(errorOf(result).ename, "Interrupted");
  }
  assert.equal(printed((await run("kept + 1")).outputs), "42\n");
});

test("a rejection nobody handles is reported in its own cell", async () => {
  const result = await run('void Promise.reject(new Error("floating"));');
  assert.match(printed(result.outputs, "stderr"), /^UnhandledPromiseRejection: Error: floating\n/);
});

test("an exception in a timer is reported in the cell that runs then, with the line of the cell that set it", async () => {
  const setter = await run('void setTimeout(() => { throw new Error("late"); }, 100);');
  const result = await run("await new Promise((resolve) => setTimeout(resolve, 1000));");
  const seen = printed([...setter.outputs, ...result.outputs], "stderr");
  assert.match(seen, /^UncaughtException: Error: late\n/);
  assert.match(seen, new RegExp(`In\\[${setter.executionCount}\\]:1:`));
});

test("danfojs, ml-matrix, plotly's types, node modules, process and console type-check and run in cells", async () => {
  const result = await run(`import * as dfd from "danfojs-node";
import { Matrix } from "ml-matrix";
import type { Data } from "plotly.js";
import { basename } from "node:path";
const trace: Partial<Data> = { type: "scatter" };
console.log(new dfd.DataFrame({ a: [1, 2] }).shape, Matrix.eye(2).trace(), trace.type, basename("a/b"), process.cwd().length > 1);`);
  assert.deepEqual(result.outputs, [{ output_type: "stream", name: "stdout", text: "[ 2, 1 ] 2 scatter b true\n" }]);
});

test("what a worker thread prints reaches the cell that waits for it", async () => {
  const result = await run(`import { Worker } from "node:worker_threads";
await new Promise((resolve) => new Worker('console.log("from the worker")', { eval: true }).on("exit", resolve));
await new Promise((resolve) => setTimeout(resolve, 50));`);
  assert.equal(printed(result.outputs), "from the worker\n");
});

test("an update of a display replaces it", async () => {
  const result = await run(
    `import * as tslab from "tslab"; const d = tslab.newDisplay(); d.text("old"); console.log("x"); d.text("new");`,
  );
  assert.deepEqual(
    result.outputs.map((o) => (o.output_type === "display_data" ? o.data["text/plain"] : "x")),
    ["new", "x"],
  );
});
