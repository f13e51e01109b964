// Runs the compiled tests, all or those whose path contains one of the arguments: `npm test -- model exposure`.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec, tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { setup } from "../setup/setup.mjs";

/** The longest come first, so that none is left over at the end: the whole study at full size, then the restricted run and others. */
const FIRST = ["cli/fullRun/", "disclosure/restrictedRun.", "data/faults.", "cli/howTo.", "docs/commands."];

setup();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const wanted = process.argv.slice(2);
const rank = (name) => FIRST.findIndex((start) => name.includes(start)) >>> 0;
const files = readdirSync(join("build", "tests"), { recursive: true })
  .map((name) => join("build", "tests", name))
  .filter((name) => name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort()
  .sort((a, b) => rank(a.replaceAll("\\", "/")) - rank(b.replaceAll("\\", "/")));
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(" ")}`);
  process.exit(1);
}
// The runner hands its own options on to the test files.
process.execArgv.push("--enable-source-maps");
run({ files, concurrency: 2 })
  .on("test:fail", ({ todo }) => {
    if (!todo) process.exitCode = 1;
  })
  .compose(process.stdout.isTTY ? new spec() : tap)
  .pipe(process.stdout);
