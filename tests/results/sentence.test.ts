import assert from "node:assert/strict";
import { test } from "node:test";
import { quoter } from "../../src/results/quote";
import { say } from "../../src/results/say";
import { sentence } from "../../src/results/sentence";

const q = quoter([
  { key: "a/or", value: 1.0149, unit: "", decimals: 3 },
  { key: "a/ame", value: -0.0049, unit: "pp", decimals: 2 },
  { key: "a/n", value: 4176144, unit: "", decimals: 0 },
  { key: "a/mean", value: 82.84, unit: "%", decimals: 1 },
]);

test("a sentence prints stored numbers with their decimals and units", () => {
  assert.equal(
    sentence`The odds ratio was ${q("a/or")} among ${q("a/n")} respondents (${q("a/mean")}).`,
    "The odds ratio was 1.015 among 4,176,144 respondents (82.8%).",
  );
});

test("a number that rounds to zero carries no sign", () => {
  assert.equal(q("a/ame").text, "0.00 percentage points");
});

test("a digit typed into a results sentence is refused and named", () => {
  assert.throws(() => sentence`The odds ratio was 1.015.`, /number 1\.015\b/);
});

test("a digit in a string that is put into a sentence is refused, a sentence in a sentence is not", () => {
  const inner = sentence`odds ratio ${q("a/or")}`;
  assert.equal(sentence`Found: ${[inner, inner].join("; ")}.`, "Found: odds ratio 1.015; odds ratio 1.015.");
  assert.throws(() => sentence`Found: ${"odds ratio 1.016"}.`, /number 1\.016 is typed .*odds ratio 1\.016/);
});

test("a text said with a number that no sentence quoted fails, and names the text", () => {
  assert.throws(() => say("The odds ratio was 1.4."), /number 1\.4 is said but not quoted .*The odds ratio was 1\.4\./);
  assert.throws(() => say(`${sentence`The mean was ${q("a/mean")}`}, of 7.`), /number 7 is/);
});

test("names of exhibits and survey years may carry digits", () => {
  assert.equal(sentence`Table 3 covers 2018 to 2023 (95% intervals).`, "Table 3 covers 2018 to 2023 (95% intervals).");
});

test("quoting a key that is not in the store is an error that names it", () => {
  assert.throws(() => q("a/missing"), /no result "a\/missing"/);
});
