import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../src/util/packageRoot";
import { temporaryFolder } from "../notebook/temporaryFolder";

const folder = temporaryFolder();

function review(...options: string[]): { code: number | null; stderr: string } {
  const command = join(packageRoot(), "build", "src", "cli", "main.js");
  const script = `require(${JSON.stringify(command)}).main(["node", "link-workers", "review", "--no-open", ...process.argv.slice(1)])`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script, "--", ...options], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, stderr };
}

test("review refuses a study on restricted answers before anything is read or served", () => {
  const manifest = readFileSync(join(packageRoot(), "studies", "real-exposure.yaml"), "utf8");
  const study = join(folder, "restricted.yaml");
  writeFileSync(study, manifest.replace("restricted: false", "restricted: true"));
  const { code, stderr } = review("--study", study);
  assert.equal(code, 3);
  assert.match(stderr, /restricted\.yaml: the source is restricted, and a live cell could show any answer/);
});

test("review says what is wrong with a port or an origin", () => {
  assert.match(review("--port", "99999").stderr, /a whole number from 0 to 65535/);
  assert.match(review("--allow-origin", "localhost/x").stderr, /an origin such as http:\/\/localhost:8000/);
});
