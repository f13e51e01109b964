import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { PNG } from "pngjs";
import { type CodeCell, type Notebook, readNotebook, trackedNotebooks, writeNotebook } from "../../../src/notebook";
import { packageRoot } from "../../../src/util/packageRoot";
import { type CommandRun, command } from "./command";

const tracked = (name: string) => trackedNotebooks().find((path) => basename(path).startsWith(name)) as string;

/** The tracked notebooks against their execution, after the run of `link-workers verify` on all of them. */
export function verifyChecks(verified: () => CommandRun): void {
  test("the notebooks of the repository hold exactly what they give when executed at full size", () => {
    assert.equal(verified().status, 0, verified().stdout);
    for (const path of trackedNotebooks()) assert.ok(verified().stdout.includes(`${basename(path)}: same\n`));
  });

  test("they are small and clean: all cells executed, no error, folder, host, time or report-only form", () => {
    const files = trackedNotebooks();
    assert.ok(files.reduce((sum, path) => sum + statSync(path).size, 0) < 3e6);
    for (const path of files) {
      const text = readFileSync(path, "utf8");
      for (const trace of [packageRoot(), homedir(), "/tmp/", "application/vnd.link-workers", '"output_type": "error"'])
        assert.ok(!text.includes(trace), `${basename(path)} holds ${trace}`);
      assert.doesNotMatch(text, /\d{4}-\d\d-\d\dT\d\d:\d\d|"(?:execution|ExecuteTime)"|\b\d+(?:\.\d+)? ?ms\b/);
      const { cells, metadata } = readNotebook(path);
      assert.deepEqual(Object.keys(metadata), ["kernelspec", "language_info"]);
      assert.match(text, /SYNTHETIC/);
      const code = cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
      assert.deepEqual(
        code.map(({ execution_count }) => execution_count),
        code.map((_, i) => i + 1),
      );
    }
  });

  test("a planted output, a changed cell and a changed figure are found and named; --update mends them", () => {
    const { folder, paths } = planted();
    try {
      const { status, stdout } = command("verify", "--cached", ...paths);
      assert.equal(status, 8);
      assert.match(
        stdout,
        /03-exposure\.ipynb: 2 differences\n {2}cell \d+ \([^)]+\), output 1, image\/png\n {4}\d+ of \d+ blocks have another colour, the first at \d+, \d+ of \d+ by \d+ pixels\n {2}cell \d+ \([^)]+\), output 1, application\/vnd\.plotly\.v1\+json\n {4}data\[0\]\S+: 12345, now /,
      );
      assert.match(
        stdout,
        /04-table-3\.ipynb: 1 difference\n {2}cell \d+ \([^)]+\), output 1, text\/\w+\n {4}- .*planted/,
      );
      assert.match(stdout, /05-table-4\.ipynb: 1 difference\n {2}cell 1 \([^)]+\), outputs\n {4}- .*\n {4}\+ .*stdout/);
      assert.match(stdout, /3 notebooks, of them 3 differ\./);
      assert.equal(command("verify", "--update", ...paths.slice(0, 2)).status, 0);
      for (const path of paths.slice(0, 2))
        assert.equal(readFileSync(path, "utf8"), readFileSync(tracked(basename(path)), "utf8"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Copies of three notebooks with a changed figure, a changed output and a changed cell, below the repository so that their imports are found. */
function planted(): { folder: string; paths: readonly string[] } {
  mkdirSync(join(packageRoot(), ".cache"), { recursive: true });
  const folder = mkdtempSync(join(packageRoot(), ".cache", "verify-test-"));
  for (const path of trackedNotebooks().slice(2, 5)) copyFileSync(path, join(folder, basename(path)));
  const paths = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  change(paths[0], ({ outputs }) => {
    const figure = outputs.find((output) => "data" in output && "image/png" in output.data);
    if (!figure || !("data" in figure)) return false;
    const data = figure.data as Record<string, unknown>;
    data["image/png"] = withSpot(String(data["image/png"]));
    plantNumber(data["application/vnd.plotly.v1+json"] as { data: Record<string, unknown[]>[] });
    return true;
  });
  change(paths[1], ({ outputs }) => {
    const output = outputs.find((one) => "data" in one && "text/plain" in one.data);
    if (!output || !("data" in output)) return false;
    const data = output.data as Record<string, unknown>;
    for (const mime of Object.keys(data)) if (mime.startsWith("text/")) data[mime] = `planted ${data[mime]}`;
    return true;
  });
  change(paths[2], (cell) => {
    (cell as { source: string }).source += '\nconsole.log("more");';
    return true;
  });
  return { folder, paths };
}

/** Changes the first code cell on which `act` finds something to change. */
function change(path: string, act: (cell: CodeCell) => boolean): void {
  const notebook: Notebook = JSON.parse(JSON.stringify(readNotebook(path)));
  assert.ok(
    notebook.cells.some((cell) => cell.cell_type === "code" && act(cell)),
    path,
  );
  writeNotebook(path, notebook);
}

/** A mark of six by six pixels, smaller than a marker of the figures. */
function withSpot(base64: string): string {
  const png = PNG.sync.read(Buffer.from(base64, "base64"));
  for (let y = 30; y < 36; y++) for (let x = 30; x < 36; x++) png.data.set([200, 0, 0, 255], 4 * (y * png.width + x));
  return PNG.sync.write(png).toString("base64");
}

function plantNumber({ data: [trace] }: { data: Record<string, unknown[]>[] }): void {
  const values = Object.values(trace).find((one) => Array.isArray(one) && typeof one[0] === "number") as unknown[];
  values[0] = 12345;
}
