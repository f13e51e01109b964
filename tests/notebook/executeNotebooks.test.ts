import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { KernelClient } from "../../src/notebook/client";
import { executeNotebook } from "../../src/notebook/executeNotebook";
import { executeNotebooks } from "../../src/notebook/executeNotebooks";
import { formatNotebook } from "../../src/notebook/formatNotebook";
import type { CodeCell, Notebook } from "../../src/notebook/nbformat";
import { parseNotebook } from "../../src/notebook/parseNotebook";
import { startKernel } from "../../src/notebook/startKernel";
import { StudyError } from "../../src/util/errors";
import { isGoneWithin } from "../kernel/isAlive";
import { temporaryFolder } from "./temporaryFolder";

const folder = temporaryFolder();

function notebook(...cells: readonly (string | Pick<CodeCell, "source" | "metadata">)[]): Notebook {
  const code = cells.map((cell, i) => ({
    cell_type: "code" as const,
    id: `c${i}`,
    execution_count: null,
    outputs: [],
    ...(typeof cell === "string" ? { source: cell, metadata: {} } : cell),
  }));
  return { metadata: {}, cells: [{ cell_type: "markdown", id: "m", metadata: {}, source: "# A" }, ...code] };
}

function save(name: string, content: Notebook): string {
  const path = join(folder, name);
  writeFileSync(path, formatNotebook(content));
  return path;
}

const display = join(__dirname, "..", "..", "src", "notebook", "display.js");
const BUNDLE = {
  "application/vnd.link-workers.exhibit+json": { kind: "table", rows: [[1, null, "ä"]] },
  "application/vnd.link-workers.results+json": { "z.last": 1, "a.first": { n: 2 } },
  "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }], layout: {} },
  "text/plain": "Table 1",
};
const times = "console.log(process.pid, Date.now() - process.uptime() * 1000, Date.now());";

test("notebooks run in order with custom outputs as they are, the next kernel starts while one runs, and none is left", async () => {
  const showBundle = `declare const require: any; require(${JSON.stringify(display)}).displayBundle(${JSON.stringify(BUNDLE)});`;
  const wait = "await new Promise((resolve) => setTimeout(resolve, 1500));";
  const paths = [
    save("01-a.ipynb", notebook(showBundle, "1 + 1", `${wait}\n${times}`)),
    save("02-b.ipynb", notebook(times)),
  ];
  const outDir = join(folder, "out");
  const seen: string[] = [];
  const stages: string[] = [];
  const [a, b] = await executeNotebooks(paths, {
    outDir,
    onNotebook: ({ name }) => seen.push(name),
    progress: { stage: (name) => ({ update: () => {}, done: () => void stages.push(name) }) },
  });
  assert.deepEqual([a.name, b.name], ["01-a", "02-b"]);
  assert.deepEqual(seen, ["01-a", "02-b"]);
  assert.deepEqual(stages, ["01-a.ipynb", "02-b.ipynb"]);
  const cells = a.notebook.cells as readonly CodeCell[];
  assert.deepEqual(cells[1].outputs, [{ output_type: "display_data", data: BUNDLE, metadata: {} }]);
  assert.deepEqual(
    cells.slice(1).map((c) => c.execution_count),
    [1, 2, 3],
  );
  assert.deepEqual(readdirSync(outDir), ["01-a.ipynb", "02-b.ipynb"]);
  assert.deepEqual(parseNotebook(readFileSync(a.path, "utf8"), "a").cells, a.notebook.cells);
  assert.ok((a.peakRssBytes ?? 0) > 50e6, `peak memory ${a.peakRssBytes}`);

  const numbers = [a, b].map(({ notebook: n }) => {
    const output = (n.cells.at(-1) as CodeCell).outputs[0];
    return output.output_type === "stream" ? output.text.split(" ").map(Number) : [];
  });
  assert.ok(numbers[1][1] < numbers[0][2], "the second kernel started only after the first notebook had ended");
  for (const [pid] of numbers) assert.ok(await isGoneWithin(pid, 1000), `kernel ${pid} is left over`);
});

test("a failing notebook stops the run, is not written, and leaves no kernel behind", async () => {
  const outDir = join(folder, "failed");
  const file = join(folder, "pid.txt");
  const first = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(file)}, String(process.pid));`;
  const failing = { source: 'const a = 1;\nthrow new RangeError("a is " + a);', metadata: { label: "fig-two" } };
  const paths = [save("bad.ipynb", notebook(first, failing)), save("next.ipynb", notebook("1"))];
  await assert.rejects(executeNotebooks(paths, { outDir }), (error) => {
    assert.ok(error instanceof StudyError);
    assert.deepEqual([error.kind, error.rule], ["notebook", "cell-runs"]);
    assert.equal(error.message, "bad.ipynb, cell 2 (fig-two), line 2: RangeError: a is 1");
    return true;
  });
  assert.ok(!existsSync(outDir));
  assert.ok(await isGoneWithin(Number(readFileSync(file, "utf8")), 1000));
});

// The remaining failures share one kernel.
let kernel: KernelClient;
before(async () => {
  kernel = await startKernel({ cwd: folder });
});
after(async () => {
  await kernel.shutdown();
});

const failures: readonly { rule: string; cell: string; message: RegExp; timeoutSeconds?: number }[] = [
  { rule: "stderr", cell: 'console.warn("careful");', message: /^n\.ipynb, cell 2, wrote on stderr: careful$/ },
  {
    rule: "a floating rejection",
    cell: 'void Promise.reject(new Error("floating"));',
    message: /^n\.ipynb, cell 2, wrote on stderr: UnhandledPromiseRejection: Error: floating/,
  },
  {
    rule: "a type error",
    cell: "\n\nconst x: string = 1;",
    message: /^n\.ipynb, cell 2, line 3: CompileError: 3:7 - Type/,
  },
  {
    rule: "a time-out",
    cell: "while (true) {}",
    message: /^n\.ipynb, cell 2, did not end within 2 s/,
    timeoutSeconds: 2,
  },
];
for (const { rule, cell, message, timeoutSeconds = 120 } of failures)
  test(`${rule} fails the run, naming notebook, cell and message`, async () => {
    const shared = { execute: kernel.execute.bind(kernel), shutdown: async () => undefined };
    await assert.rejects(executeNotebook(shared, notebook("1", cell), { name: "n.ipynb", timeoutSeconds }), {
      message,
    });
  });

test("an exception in a timer of a cell that is over fails the run", async () => {
  const shared = { execute: kernel.execute.bind(kernel), shutdown: async () => undefined };
  const late = 'void setTimeout(() => { throw new Error("late"); }, 50);';
  const wait = "await new Promise((resolve) => setTimeout(resolve, 500));";
  await assert.rejects(executeNotebook(shared, notebook(late, wait), { name: "n.ipynb", timeoutSeconds: 60 }), {
    message: /^n\.ipynb, cell [12], wrote on stderr: UncaughtException: Error: late/,
  });
});
