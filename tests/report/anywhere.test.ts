import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "anywhere-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A build of the fixtures' report in a process of its own; path of the file to its digest. */
function build(name: string, cwd: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const out = join(folder, name);
  const script = join(__dirname, "buildElsewhere.js");
  const run = spawnSync(process.execPath, [script, out], { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((one) =>
    statSync(join(out, one)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((one) => [
      one,
      createHash("sha256")
        .update(readFileSync(join(out, one)))
        .digest("hex"),
    ]),
  );
}

test("time zone, locale, working folder, output folder and clock change no byte of HTML, PDF, Word, figures, tables, results or metadata", () => {
  const here = build("here", process.cwd(), { TZ: "UTC", LANG: "C", LC_ALL: "C" });
  const there = build("a longer name/there", tmpdir(), {
    TZ: "Pacific/Kiritimati",
    LANG: "tr_TR.UTF-8",
    LC_ALL: "tr_TR.UTF-8",
    CLOCK_AHEAD_DAYS: "400",
  });
  assert.ok(Object.keys(here).length >= 20);
  for (const extension of ["html", "pdf", "docx", "svg", "png", "csv", "tex", "json"])
    assert.ok(
      Object.keys(here).some((name) => name.endsWith(`.${extension}`)),
      extension,
    );
  assert.ok("results.json" in here);
  assert.deepEqual(there, here);
});
