import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { preparePractices } from "../../src/data/practice";
import { parseStudy } from "../../src/study";
import { practiceFileName } from "../../src/twin";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder } from "../data/tinyStudy";
import { type Publisher, startPublisher, whole } from "../fetch/publisher";

/** The commands of the how-to pages, run as written upon synthetic files and a publisher on this machine. */
const data = testFolder();
let publisher: Publisher;

before(async () => {
  const cacheDir = testFolder();
  const study = parseStudy("", "study.yaml", { scale: 0.005 });
  await preparePractices(study, { cacheDir, suppressBelow: 0 });
  for (const prefix of ["twin-public-", "twin-practice-"]) {
    const folder = readdirSync(cacheDir).find((name) => name.startsWith(prefix)) as string;
    cpSync(join(cacheDir, folder), data, { recursive: true });
  }
  publisher = await startPublisher();
  for (const year of [2018, 2023]) {
    const folder = year === 2018 ? "archive/2018" : String(year);
    const path = `/gp-patient.co.uk/FileDownload/Download?fileRedirect=${folder}/Unweighted/${practiceFileName(year)}`;
    publisher.answers[path] = whole(readFileSync(join(data, "gpps", practiceFileName(year)), "utf8"));
  }
});
after(() => publisher.close());

const commandsOf = (page: string): readonly string[] =>
  readFileSync(join(packageRoot(), "docs", "how-to", page), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("    npx link-workers "))
    .map((line) => line.trim());

function run(command: string, more: readonly string[] = []): Promise<{ code: number; stdout: string; stderr: string }> {
  const words = command
    .split(" ")
    .slice(2)
    .map((word) => (word === "DIR" ? data : word));
  const script = join(packageRoot(), "setup", "link-workers.mjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words, ...more], { cwd: packageRoot() }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("every command of the page on practice files runs as written, checks the files or prints the five models", async () => {
  const commands = commandsOf("practice-files.md");
  const [check, ...rest] = [...commands].sort((a, b) => Number(b.includes(" check ")) - Number(a.includes(" check ")));
  const checked = await run(check);
  assert.equal(checked.code, 0, checked.stderr);
  assert.match(checked.stdout, /practice/i);
  assert.equal(rest.length, 4);
  for (const command of rest) {
    const { code, stdout, stderr } = await run(command);
    assert.equal(code, 0, `${command}\n${stderr}`);
    for (const id of ["M1.not_isolated", "M1.good_gp", "M2.confidence", "M2.support", "M3.mh_understood"]) {
      assert.ok(stdout.includes(id), `${command}: ${id}`);
    }
    assert.equal(stdout.includes(data), false, "no folder of the machine");
    if (command.endsWith("json")) assert.equal(JSON.parse(stdout).models.length, 5);
    if (command.endsWith("csv")) assert.equal(stdout.trim().split("\r\n").length, 6);
    if (command.includes("--scale")) assert.match(stdout, /^SYNTHETIC: practice files counted from simulated/);
  }
});

test("every command of the page on fetching runs as written, and says what is not verified", async () => {
  const commands = commandsOf("fetch.md");
  assert.equal(commands.length, 3);
  for (const command of commands) {
    const list = command.endsWith("--list");
    const named = command.includes("--cache");
    const cache = testFolder();
    const more = list ? [] : ["--base", publisher.base, ...(named ? [] : ["--cache", cache])];
    const { code, stdout, stderr } = await run(named ? command.replace("DIR", cache) : command, more);
    assert.equal(code, 0, `${command}\n${stdout}${stderr}`);
    assert.match(stdout, /Open Government Licence v3\.0/);
    assert.match(stdout, /NOT VERIFIED/);
    assert.match(stdout, /cite: +NHS England, Ipsos/);
    if (!list) assert.ok(existsSync(join(cache, "gpps", practiceFileName(2023))), command);
  }
});

test("fetch refuses to run for a restricted study and connects to nobody", async () => {
  const manifest = readFileSync(join(packageRoot(), "studies", "real-exposure.yaml"), "utf8");
  const study = join(testFolder(), "restricted.yaml");
  writeFileSync(study, manifest.replace("restricted: false", "restricted: true"));
  publisher.seen.length = 0;
  const command = `npx link-workers fetch gpps-practice-2023 --study ${study} --base ${publisher.base}`;
  const { code, stdout, stderr } = await run(command);
  assert.equal(code, 2);
  assert.match(stderr, /no connection is made/);
  assert.equal(stdout, "");
  assert.deepEqual(publisher.seen, []);
});

test("a failed fetch ends with a code other than 0 and names the rule", async () => {
  const { code, stdout } = await run("npx link-workers fetch imd-2019", [
    "--base",
    publisher.base,
    "--cache",
    testFolder(),
  ]);
  assert.equal(code, 4);
  assert.match(stdout, /imd-2019: FAILED \(file-at-address\)/);
});
