import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder } from "../data/tinyStudy";

/**
 * Kills the report at many moments and runs it again. Slow: `node --test build/tests/slow/interrupt.js` after a build; takes some minutes.
 * The seed is its own, so that the cache holds nothing of it at first.
 */
const SEED = String(process.pid);
const command = (out: string, scale: string) => [
  join(packageRoot(), "setup", "link-workers.mjs"),
  ...["report", "--scale", scale, "--seed", SEED, "--out", out],
];

/** Ends with the exit code, or the signal when killed after so many seconds. */
function report(out: string, seconds?: number, scale = "0.02"): Promise<number | NodeJS.Signals | null> {
  const run = spawn(process.execPath, command(out, scale), { stdio: "ignore", detached: true });
  // The whole group, kernels and browsers too, as when a machine goes down.
  const timer =
    seconds === undefined ? undefined : setTimeout(() => process.kill(-(run.pid as number), "SIGKILL"), seconds * 1000);
  return new Promise((resolve) =>
    run.once("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(signal ?? code);
    }),
  );
}

test("a report killed at any moment leaves the former one or none, and the rerun gives the same results", async () => {
  const parent = testFolder();
  const out = join(parent, "out");
  for (const seconds of [0.5, 2, 4, 6, 9, 12, 16, 20]) {
    if ((await report(out, seconds)) !== "SIGKILL") break;
    assert.equal(existsSync(join(out, "index.html")), false, `after ${seconds} s`);
    assert.equal(existsSync(join(out, "results.json")), false, `after ${seconds} s`);
  }
  assert.equal(await report(out), 0);
  const other = join(parent, "other");
  assert.equal(await report(other), 0);
  const results = (folder: string) => readFileSync(join(folder, "results.json"), "utf8");
  assert.equal(results(out), results(other));
  assert.deepEqual(readdirSync(out).sort(), readdirSync(other).sort());
  assert.deepEqual(readdirSync(parent).sort(), ["other", "out"]);
  const before = readFileSync(join(out, "index.html"));
  // A study that is not in the cache: a rerun of the same may be over before it can be killed.
  for (const seconds of [2, 5, 8]) {
    assert.equal(await report(out, seconds, "0.021"), "SIGKILL");
    assert.deepEqual(readFileSync(join(out, "index.html")), before);
  }
});
