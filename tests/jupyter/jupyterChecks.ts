import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import type { Page } from "puppeteer";
import { withBrowser } from "../../src/browser";
import { type CodeCell, readNotebook, trackedNotebooks } from "../../src/notebook";
import { packageRoot } from "../../src/util/packageRoot";
import { compareNotebooks, trackedOutputs } from "../../src/verify";
import { command } from "../cli/fullRun/command";

/** What an installed Jupyter lacks for these tests, as the reason to skip them; false when it has all. */
function missing(): string | false {
  const absent = ["nbconvert", "notebook"].filter(
    (program) => spawnSync("jupyter", [program, "--version"]).status !== 0,
  );
  return absent.length > 0 && `Jupyter is not installed here (${absent.join(", ")}): apt-get install jupyter-notebook`;
}

/** Notebooks executed by nbconvert with the kernel that `kernel install` registers give the outputs of the repository. */
export function nbconvertCheck(): void {
  test("nbconvert executes all notebooks with the installed kernel: text, tables and figure data are those of the repository", {
    skip: missing(),
  }, async () => {
    const { folder, env, paths } = jupyterFolder();
    try {
      await promisify(execFile)("jupyter", [...NBCONVERT, "--output-dir", join(folder, "out"), ...paths], { env });
      for (const path of trackedNotebooks()) {
        const executed = trackedOutputs(readNotebook(join(folder, "out", basename(path))));
        const differences = await compareNotebooks(readNotebook(path), executed);
        // Pictures are drawn by the report; nbconvert itself adds none.
        const wrong = differences.filter(({ what }) => !/image\/png|metadata/.test(what));
        assert.deepEqual(wrong, [], basename(path));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** A notebook run in the page of a Jupyter server, driven by a browser. */
export function jupyterPageCheck(): void {
  test("in a Jupyter server's page notebook 04 runs from top to bottom and shows Table 3", {
    skip: missing(),
  }, async () => {
    const { folder, env } = jupyterFolder();
    const { server, address } = await startServer(folder, env);
    try {
      const seen = await withBrowser(async (session) => {
        const page = await session.newPage({ origin: new URL(address).origin });
        return runAll(page, address);
      });
      const tracked = readNotebook(trackedNotebooks()[3]).cells.filter(
        (cell): cell is CodeCell => cell.cell_type === "code",
      );
      assert.equal(seen.kernel, "TypeScript (link-workers)");
      assert.deepEqual(
        seen.prompts,
        tracked.map((_, i) => `In [${i + 1}]:`),
      );
      assert.match(seen.text, /Table 3[\s\S]*Good experience of the GP practice[\s\S]*4,176,144/);
      assert.deepEqual(seen.errors, []);
    } finally {
      server.kill("SIGTERM");
      await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

const NBCONVERT = [
  "nbconvert",
  "--to",
  "notebook",
  "--execute",
  "--ExecutePreprocessor.startup_timeout=300",
  "--ExecutePreprocessor.timeout=900",
];

/** Copies of the notebooks below the repository, where their imports are found, and an environment that has nothing but our kernel. */
function jupyterFolder(): { folder: string; env: NodeJS.ProcessEnv; paths: readonly string[] } {
  mkdirSync(join(packageRoot(), ".cache"), { recursive: true });
  const folder = mkdtempSync(join(packageRoot(), ".cache", "jupyter-test-"));
  for (const path of trackedNotebooks()) copyFileSync(path, join(folder, basename(path)));
  const home = join(folder, "home");
  mkdirSync(home);
  const { status, stdout } = command("kernel", "install", "--jupyter-path", home);
  assert.equal(status, 0, stdout);
  const env = {
    ...process.env,
    HOME: home,
    JUPYTER_PATH: home,
    JUPYTER_CONFIG_DIR: home,
    JUPYTER_RUNTIME_DIR: join(home, "run"),
    IPYTHONDIR: home,
  };
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(folder, name));
  return { folder, env, paths };
}

async function startServer(folder: string, env: NodeJS.ProcessEnv): Promise<{ server: ChildProcess; address: string }> {
  const token = randomBytes(16).toString("hex");
  const port = await freePort();
  const options = [
    `--port=${port}`,
    "--ip=127.0.0.1",
    "--no-browser",
    `--NotebookApp.token=${token}`,
    "--allow-root",
    `--notebook-dir=${folder}`,
  ];
  const server = spawn("jupyter", ["notebook", ...options], { env, stdio: "ignore" });
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    const up = await fetch(`${origin}/api/status?token=${token}`).catch(() => undefined);
    if (up?.ok) break;
    assert.equal(server.exitCode, null, "the server ended");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { server, address: `${origin}/notebooks/04-table-3.ipynb?token=${token}` };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** The classic notebook's own objects. */
interface ClassicPage {
  readonly IPython: {
    readonly notebook: {
      readonly kernel: { is_connected(): boolean } | null;
      clear_all_output(): void;
      execute_all_cells(): void;
    };
  };
}

async function runAll(page: Page, address: string) {
  await page.goto(address);
  await page.waitForFunction(
    () => (globalThis as unknown as Partial<ClassicPage>).IPython?.notebook?.kernel?.is_connected(),
    { timeout: 300_000 },
  );
  await page.evaluate(() => {
    const { notebook } = (globalThis as unknown as ClassicPage).IPython;
    notebook.clear_all_output();
    notebook.execute_all_cells();
  });
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll(".code_cell .input_prompt")].every((one) => /\[\d+\]/.test(one.textContent ?? "")),
    { timeout: 600_000 },
  );
  const texts = (selector: string) =>
    page.$$eval(selector, (all) => all.map((one) => (one.textContent ?? "").replaceAll("\u00a0", " ").trim()));
  return {
    kernel: (await texts(".kernel_indicator_name"))[0],
    prompts: await texts(".code_cell .input_prompt"),
    text: (await texts(".output_area")).join("\n"),
    errors: await texts(".output_error, .output_stderr"),
  };
}
