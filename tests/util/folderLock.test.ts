import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { withFolderLock } from "../../src/util/folderLock";
import { writeStaged } from "../../src/util/writeStaged";
import { testFolder } from "../data/tinyStudy";

const module_ = JSON.stringify(join(__dirname, "..", "..", "src", "util", "folderLock.js"));
const script = (body: string) => ["-e", `const { withFolderLock } = require(${module_}); ${body}`];

test("a folder held by a living process is refused with its number; when it ends, the folder is free", async () => {
  const folder = testFolder();
  const hold = `withFolderLock(${JSON.stringify(folder)}, () => new Promise((done) => { console.log("held"); process.stdin.on("data", done); }))`;
  const other = spawn(process.execPath, script(`${hold}.then(() => process.exit(0));`), {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await new Promise((resolve) => other.stdout.once("data", resolve));
  await assert.rejects(
    withFolderLock(folder, async () => {}),
    (error: Error & { rule?: string; exitCode?: number }) => {
      assert.deepEqual([error.rule, error.exitCode], ["output-folder-free", 7]);
      assert.ok(error.message.includes(`another run (process ${other.pid})`));
      return true;
    },
  );
  other.stdin.end("done");
  await new Promise((resolve) => other.once("exit", resolve));
  assert.equal(await withFolderLock(folder, async () => "free"), "free");
  assert.deepEqual(readdirSync(folder), []);
});

test("the lock of a killed process is taken over, also when its number lives on in another process, or the lock is unreadable", async () => {
  const folder = testFolder();
  const lock = join(folder, ".lock");
  const hold = `withFolderLock(${JSON.stringify(folder)}, () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => {}); })`;
  spawnSync(process.execPath, script(hold));
  const left = readFileSync(lock, "utf8");
  const reused = existsSync("/proc/self/stat") ? [JSON.stringify({ pid: process.ppid, started: "1" })] : [];
  for (const content of [left, "", "{", ...reused]) {
    writeFileSync(lock, content);
    assert.equal(await withFolderLock(folder, async () => "taken over"), "taken over", content);
  }
});

test("of many processes at once, exactly one holds a folder with a stale lock", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, ".lock"), JSON.stringify({ pid: 2 ** 22 + 1, started: "" }));
  const hold = `withFolderLock(${JSON.stringify(folder)}, () => new Promise((done) => setTimeout(done, 1500))).then(() => console.log("held"), (error) => console.log(error.rule));`;
  const runs = Array.from({ length: 4 }, () => spawn(process.execPath, script(hold)));
  const said = await Promise.all(
    runs.map((run) => new Promise((resolve) => run.stdout.once("data", (data) => resolve(String(data).trim())))),
  );
  assert.deepEqual(said.sort(), ["held", "output-folder-free", "output-folder-free", "output-folder-free"]);
});

test("staged writing replaces what has the same name, leaves other files, and leaves all when the work fails", async () => {
  const folder = join(testFolder(), "out");
  const write = (text: string) => (staging: string) => {
    mkdirSync(join(staging, "tables"));
    for (const name of ["index.html", "tables/a.csv"]) writeFileSync(join(staging, name), text);
    return text === "fails" ? Promise.reject(new Error("stop")) : Promise.resolve(text);
  };
  const content = () => ["index.html", "tables/a.csv"].map((name) => readFileSync(join(folder, name), "utf8"));
  await writeStaged(folder, "index.html", write("first"));
  writeFileSync(join(folder, "notes.txt"), "mine");
  await assert.rejects(writeStaged(folder, "index.html", write("fails")), /stop/);
  assert.deepEqual(content(), ["first", "first"]);
  assert.equal(await writeStaged(folder, "index.html", write("second")), "second");
  assert.deepEqual(content(), ["second", "second"]);
  assert.deepEqual(readdirSync(folder).sort(), ["index.html", "notes.txt", "tables"]);
  assert.deepEqual(readdirSync(join(folder, "..")), ["out"]);
});
