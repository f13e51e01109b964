import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Command } from "commander";
import { registerAudit } from "../../src/cli/audit";
import { EXIT_CODES } from "../../src/util/errors";

const folder = mkdtempSync(join(tmpdir(), "audit-command-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command into a file; what it wrote and the exit code it set. */
async function run(...args: string[]): Promise<{ text: string; code: unknown }> {
  const out = join(folder, "out");
  const program = new Command("link-workers").exitOverride();
  registerAudit(program);
  const before = process.exitCode;
  process.exitCode = undefined;
  await program.parseAsync(["node", "link-workers", "audit", ...args, "--out", out]);
  const code = process.exitCode;
  process.exitCode = before;
  return { text: readFileSync(out, "utf8"), code };
}

test("audit without a table audits the paper, and findings are no failure", async () => {
  const { text, code } = await run("--format", "json");
  const { cells, claims } = JSON.parse(text);
  assert.equal(code, undefined);
  assert.equal(cells.length, 12);
  assert.equal(cells.filter(({ verdict }: { verdict: string }) => verdict === "inconsistent").length, 1);
  assert.ok(claims.length > 30);
});

test("audit --strict exits with the code of a failed verification, and only when something is found", async () => {
  assert.equal((await run("--strict")).code, EXIT_CODES.verification);
  const sound = join(folder, "sound.csv");
  writeFileSync(sound, "id,or,ci_low,ci_high,p\na,1.015,1.004,1.027,0.009\n");
  assert.equal((await run(sound, "--strict")).code, undefined);
});

test("audit takes multipliers, level and unit from its options", async () => {
  const table = join(folder, "scaled.csv");
  writeFileSync(table, "id,or,ci_low,ci_high,ame,average,national\na,1.015,1.0053,1.0248,0.0021,104,131872\n");
  const args = [
    "--per",
    "50,000",
    "--groups",
    "1268",
    "--level",
    "90",
    "--ame-unit",
    "probability",
    "--format",
    "json",
  ];
  const [cell] = JSON.parse((await run(table, ...args)).text).cells;
  assert.equal(cell.verdict, "consistent");
  assert.ok(Math.abs(cell.implied.se.low - 0.0058) < 0.0003);
});

test("audit --format html writes a page", async () => {
  assert.match((await run("--format", "html")).text, /^<!doctype html>/);
});
