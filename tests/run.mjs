// Runs the compiled tests, all or those whose path contains one of the arguments: `npm test -- model exposure`.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "../setup/setup.mjs";

setup();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, "build", "tests"), { recursive: true })
  .map((name) => join("build", "tests", name))
  .filter((name) => name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(" ")}`);
  process.exit(1);
}
const reporter = process.stdout.isTTY ? "spec" : "tap";
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-concurrency=2", `--test-reporter=${reporter}`, ...files],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);
