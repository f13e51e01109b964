import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Command } from "commander";
import { linkWorkers } from "../../src/cli/main";
import { packageRoot } from "../../src/util/packageRoot";
import { planOf, words } from "./commandPlan";
import { commandsOf, pages } from "./pages";

const folder = mkdtempSync(join(tmpdir(), "link-workers-docs-"));
const commands = [...new Set(pages().flatMap(commandsOf))];

before(() => {
  copyFileSync(join(packageRoot(), "study.yaml"), join(folder, "my-study.yaml"));
  writeFileSync(join(folder, "survey.csv"), survey());
  writeFileSync(
    join(folder, "table.csv"),
    "id,or,ci_low,ci_high,p\nright,1.015,1.004,1.027,0.009\nwrong,1.015,1.004,1.027,0.9\n",
  );
  for (const [name, value] of [
    ["first", 1.01],
    ["second", 1.02],
  ] as const) {
    mkdirSync(join(folder, "runs", name), { recursive: true });
    writeFileSync(join(folder, "runs", name, "results.json"), results(value));
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("every command of the pages is one that exists, with options and arguments that it takes", () => {
  assert.ok(commands.length > 20, `${commands.length} commands`);
  for (const line of commands) {
    const argv = [...words(line.replace(/^npm run (report|review)\b(?: --)?/, "npx link-workers $1"))];
    if (argv[0] === "npx") assert.doesNotThrow(() => parseOnly(argv.slice(2)), line);
    else assert.match(line, /^npm (test|run (check|lint))/);
  }
});

test("every command of the pages runs, itself or the small equivalent declared for it", async () => {
  const plans = commands.map((line) => ({ line, plan: planOf(line) }));
  for (const { line, plan } of plans) {
    if (plan.kind === "elsewhere")
      assert.ok(readFileSync(join(packageRoot(), plan.test), "utf8").includes(plan.words), `${line}: ${plan.test}`);
  }
  const runs = new Map(
    plans.flatMap(({ line, plan }) => (plan.kind === "run" ? [[plan.argv.join(" "), { line, plan }] as const] : [])),
  );
  const queue = [...runs.values()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { code, text } = await runCommand(next.plan.argv);
      assert.equal(code, next.plan.code, `${next.line}\nrun as: ${next.plan.argv.join(" ")}\n${text}`);
    }
  };
  await Promise.all([worker(), worker()]);
});

/** Parses a command line without doing anything. */
function parseOnly(argv: readonly string[]): void {
  const program = linkWorkers();
  const quiet = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .action(() => {});
    command.commands.forEach(quiet);
  };
  program.commands.forEach(quiet);
  program.configureOutput({ writeErr: () => {} });
  program.parse([...argv], { from: "user" });
}

function runCommand(argv: readonly string[]): Promise<{ code: number; text: string }> {
  const command = join(packageRoot(), "setup", "link-workers.mjs");
  return new Promise((done) => {
    execFile(process.execPath, [command, ...argv], { cwd: folder, encoding: "utf8" }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}

/** 600 respondents of 20 areas with every column that the pages name; nothing in them is real. */
function survey(): string {
  const lines = Array.from({ length: 600 }, (_, i) => {
    const area = i % 20;
    const staff = (area % 5) / 2;
    const good = (i * 7919 + area * 31) % 97 < 50 + 6 * staff ? 1 : 0;
    return [
      good,
      staff,
      `${20 + 10 * (i % 3)}`,
      ["North", "South"][(i >> 2) % 2],
      `a${area}`,
      2019 + (i % 3),
      1 + (i % 4) / 4,
    ].join(",");
  });
  return `good,staff,age,region,area,year,weight\n${lines.join("\n")}\n`;
}

function results(value: number): string {
  const record = { key: "table3/M1.good_gp/or", value, unit: "", decimals: 3, notebook: "04-table-3", cell: "table-3" };
  return JSON.stringify({ schema: "link-workers-results/1", results: [record], sentences: [] });
}
