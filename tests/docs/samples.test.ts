import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type KernelClient, startKernel } from "../../src/notebook";
import { studyEnvironment } from "../../src/paper/studyFromEnvironment";
import { packageRoot } from "../../src/util/packageRoot";
import { codeOf, pages } from "./pages";

let kernel: KernelClient;
before(async () => {
  const study = join(packageRoot(), "study.yaml");
  kernel = await startKernel({ cwd: packageRoot(), env: studyEnvironment(study, { scale: 0.02 }) });
});
after(() => kernel.shutdown());

/** What a reader of the page has already run: the first cell of the notebook that it is about. */
const BEFORE: Readonly<Record<string, string>> = {
  "docs/tutorial.md":
    'import { cellSpecs, fitCells, fitLogit, openStudy } from "link-workers";\nconst study = await openStudy();',
};

test("every TypeScript sample of the pages runs in the notebook kernel", async () => {
  const found = pages().flatMap((page) =>
    codeOf(page, "ts").map((code) => ({ page: page.path.replaceAll("\\", "/"), code })),
  );
  assert.ok(found.length >= 5, `${found.length} samples`);
  let last = "";
  for (const { page, code } of found) {
    if (page !== last && BEFORE[page]) await runCell(page, BEFORE[page]);
    last = page;
    await runCell(page, code);
  }
});

async function runCell(page: string, code: string): Promise<void> {
  const run = await kernel.execute(code, { timeoutSeconds: 120 });
  assert.equal(run.status, "ok", `${page}\n${code}\n${JSON.stringify(run.outputs).slice(0, 2000)}`);
}
