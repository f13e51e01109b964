import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodesPage } from "../../src/cli/exitCodesPage";
import { EXIT_CODES } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";

test("exit codes keep their numbers, and the reference page is made from them", () => {
  assert.deepEqual(EXIT_CODES, {
    usage: 2,
    settings: 3,
    input: 4,
    estimation: 5,
    notebook: 6,
    environment: 7,
    verification: 8,
  });
  const page = readFileSync(join(packageRoot(), "docs", "reference", "exit-codes.md"), "utf8");
  assert.equal(
    page,
    exitCodesPage(),
    "write exitCodesPage() of src/cli/exitCodesPage.ts to docs/reference/exit-codes.md",
  );
});
