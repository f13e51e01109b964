import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const display = join(__dirname, "..", "..", "src", "notebook", "display.js");

test("outside a kernel a bundle prints its plain text, and loads no compiler for it", () => {
  const script = `require(${JSON.stringify(display)}).displayBundle({ "text/html": "<b>1</b>", "text/plain": "one" });
    console.log(Object.keys(require.cache).length);`;
  const [text, modules] = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split("\n");
  assert.equal(text, "one");
  assert.ok(Number(modules) < 5);
});
