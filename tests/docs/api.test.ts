import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as exported from "../../src";
import { apiPage } from "../../src/docs/apiPage";
import { declarationOf } from "../../src/docs/declaration";
import { sourceModules } from "../../src/report/sourceModules";
import { packageRoot } from "../../src/util/packageRoot";

const modules = sourceModules();

test("everything that notebooks can import is on the page, and nothing else", () => {
  const named = [...apiPage().matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  for (const name of Object.keys(exported)) assert.ok(named.includes(name), name);
  assert.deepEqual([...named].sort(), [...modules.keys()].sort());
});

test("every export of the package is documented where it is declared", () => {
  const silent = [...modules].filter(
    ([name, file]) => declarationOf(readFileSync(join(packageRoot(), file), "utf8"), name, file).comment === "",
  );
  assert.deepEqual(silent, []);
});

test("a declaration gives its comment, its example and its signature without the body", () => {
  const source = [
    "/**",
    " * Says {@link other} things.",
    " * @param n how many",
    " * @example f(1);",
    " */",
    "export function f({ a }: { a: number }, n: readonly number[] = [1]): Map<string, { b: number }> {",
    "  return new Map();",
    "}",
    "",
    "export const x: readonly number[] = [1];",
    "/** A kind. */",
    'export type Kind = "a" | "b";',
  ].join("\n");
  assert.deepEqual(declarationOf(source, "f", "f.ts"), {
    comment: "Says `other` things. param: n how many",
    example: "f(1);",
    signature: "function f({ a }: { a: number }, n: readonly number[] = [1]): Map<string, { b: number }>",
  });
  assert.deepEqual(declarationOf(source, "x", "f.ts"), {
    comment: "",
    example: "",
    signature: "const x: readonly number[]",
  });
  assert.equal(declarationOf(source, "Kind", "f.ts").signature, 'type Kind = "a" | "b"');
  assert.throws(() => declarationOf(source, "none", "f.ts"), /f\.ts does not declare none/);
});
