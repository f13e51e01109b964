import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type CommandRun, command } from "./command";

/** A second report into a new folder, after the run into `out`. */
export function cacheChecks(out: string, run: () => CommandRun): void {
  test("--why says that the report took outputs and figures from verify's execution, and was itself made for the first time", () => {
    const why = run().stdout.split("Why each stage ran or was reused:\n")[1];
    for (const name of ["frame", "01-survey", "09-reproduction", "figure-1"])
      assert.match(why, new RegExp(`^ +${name} +reused: the same code, .*packages`, "m"));
    assert.match(why, /^ +report +(?:ran|reused): /m);
  });

  test("a second report reuses every stage and has the same bytes in every file", () => {
    const again = mkdtempSync(join(tmpdir(), "link-workers-again-"));
    try {
      const { status, stdout, stderr } = command("report", "--out", again, "--why");
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^ +report +reused: /m);
      assert.doesNotMatch(stdout, /^ +\S.* ran: /m);
      const files = filesOf(again);
      assert.ok(files.length > 150, `${files.length} files`);
      for (const name of files) {
        assert.ok(readFileSync(join(again, name)).equals(readFileSync(join(out, name))), `${name} differs`);
      }
    } finally {
      rmSync(again, { recursive: true, force: true });
    }
  });
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile());
