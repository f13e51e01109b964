import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { linkWorkers } from "../../src/cli/main";
import { interfaceFields } from "../../src/docs/interfaceFields";
import { readLiteral } from "../../src/docs/readLiteral";
import { referencePages } from "../../src/docs/referencePages";
import { ruleMessages } from "../../src/docs/ruleMessages";
import { sourceFiles } from "../../src/docs/sourceFiles";
import { packageRoot } from "../../src/util/packageRoot";

test("the reference pages made from the code are current: else run `npx link-workers docs`", () => {
  for (const [path, text] of Object.entries(referencePages(linkWorkers()))) {
    assert.equal(readFileSync(join(packageRoot(), path), "utf8"), text, `${path} is stale: run npx link-workers docs`);
  }
});

test("rules are found with their kind and message, whatever way the error is made", () => {
  const text = [
    'throw new StudyError("settings", "keys-are-known", "There is no key " + name + "here.");',
    'throw fileError(input.name, "file-whole", `@{what} is cut short.`);',
    '{ table, rule: "code-known", message: (value) => `"@{value}" is no code.` }',
    '{ id: "level-present", message }',
  ]
    .join("\n")
    .replaceAll("@{", "${");
  const rules = ruleMessages([{ path: "src/a.ts", text: `const message = "No row has it.";\n${text}` }]);
  assert.deepEqual(
    rules.map(({ rule, kind, message }) => [rule, kind, message]),
    [
      ["code-known", "input", '"…" is no code.'],
      ["file-whole", "input", "… is cut short."],
      ["keys-are-known", "settings", "There is no key "],
      ["level-present", "notice", "No row has it."],
    ],
  );
});

test("every error with a literal rule id anywhere in the source is on the page of notices", () => {
  const page = referencePages(linkWorkers())["docs/reference/notices.md"];
  for (const { path, text } of sourceFiles()) {
    if (path.startsWith("src/docs/")) continue;
    for (const call of text.split("new StudyError(").slice(1)) {
      const rule = /^"([a-z0-9-]+)"$/.exec(call.split(",")[1]?.trim() ?? "")?.[1];
      if (rule) assert.ok(page.includes(`\`${rule}\``), `${path}: ${rule}`);
    }
  }
});

test("a literal is read over joined parts, and what it fills in becomes an ellipsis", () => {
  const source = ['  "a \\"b\\" " + ', "`c $", "{f(`x$", '{"}"}`)} d`, 3'].join("");
  assert.equal(readLiteral(source, 0), 'a "b" c … d');
  assert.equal(readLiteral("name", 0), undefined);
});

test("fields of an interface are read with comments, options and nested types", () => {
  const source = `/** Above. */\nexport interface A {\n  /** One\n   * two. */\n  readonly x?: readonly string[];\n  readonly y: { readonly z: number; readonly w?: number };\n}\n`;
  assert.deepEqual(interfaceFields(source, "A"), {
    comment: "Above.",
    fields: [
      { name: "x", type: "string[]", optional: true, comment: "One two." },
      { name: "y", type: "{ z: number; w?: number }", optional: false, comment: "" },
    ],
  });
});
