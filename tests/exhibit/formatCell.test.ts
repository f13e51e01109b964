import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cell, formatCell, formatP, roundDecimal } from "../../src/exhibit";

const number = (value: number, decimals: number, unit: "%" | "pp" | "" = ""): Cell => ({
  kind: "number",
  value,
  decimals,
  unit,
});

const CASES: readonly (readonly [string, Cell, string])[] = [
  ["rounds half away from zero on the decimal digits, not the binary ones", number(1.005, 2), "1.01"],
  ["rounds a negative half away from zero", number(-2.5, 0), "−3"],
  ["keeps trailing zeros", number(0.2, 2), "0.20"],
  ["carries into a new digit", number(9.995, 2), "10.00"],
  ["prints no sign on a rounded zero", number(-0.004, 2), "0.00"],
  ["prints no sign on minus zero", number(-0, 1), "0.0"],
  ["uses a true minus sign", number(-0.01, 2), "−0.01"],
  ["separates thousands", number(1234567.891, 1), "1,234,567.9"],
  ["does not separate decimals", number(0.123456, 6), "0.123456"],
  ["reads exponents", number(1.5e-7, 8), "0.00000015"],
  ["reads large numbers", number(1e21, 0), "1,000,000,000,000,000,000,000"],
  ["attaches the percent sign", number(83.84, 1, "%"), "83.8%"],
  ["keeps pp on the line of its number", number(0.214, 2, "pp"), "0.21\u00a0pp"],
  ["prints counts whole", { kind: "count", value: 4132676 }, "4,132,676"],
  ["prints intervals with to", { kind: "interval", low: -0.0105, high: 1.0045, decimals: 3 }, "−0.011 to 1.005"],
  ["prints small p", { kind: "p", value: 0.00099 }, "<0.001"],
  ["prints p of exactly 0.001", { kind: "p", value: 0.001 }, "0.001"],
  ["prints p below 0.01 with three decimals", { kind: "p", value: 0.0094 }, "0.009"],
  ["prints p of 0.01 with two decimals", { kind: "p", value: 0.01 }, "0.01"],
  ["prints p near one", { kind: "p", value: 0.9951 }, "1.00"],
  ["prints NaN as an en dash", number(Number.NaN, 2), "–"],
  ["prints infinity as an en dash", number(Number.POSITIVE_INFINITY, 2), "–"],
  [
    "prints null, which JSON makes of NaN, as an en dash",
    JSON.parse('{"kind":"number","value":null,"decimals":2}'),
    "–",
  ],
  ["prints a p of null as an en dash", JSON.parse('{"kind":"p","value":null}'), "–"],
  ["prints text as it is", { kind: "text", text: "1.005 -" }, "1.005 -"],
  ["prints nothing for an empty cell", { kind: "empty" }, ""],
];

for (const [sentence, cell, printed] of CASES) {
  test(`formatCell ${sentence}`, () => assert.equal(formatCell(cell), printed));
}

test("formatCell in plain spelling has ASCII signs and no separators", () => {
  assert.equal(formatCell(number(-1234.5, 1, "pp"), "plain"), "-1234.5 pp");
  assert.equal(formatCell({ kind: "interval", low: -1200, high: 3, decimals: 0 }, "plain"), "-1200 to 3");
});

test("roundDecimal returns every number of up to six decimals unchanged at six decimals", () => {
  for (let i = -5000; i < 5000; i += 7) {
    const value = i / 1e6;
    assert.equal(Number(roundDecimal(value, 6)), value === 0 ? 0 : value);
  }
});

test("roundDecimal refuses what is not a number", () => {
  assert.throws(() => roundDecimal(Number.NaN, 2), RangeError);
});

test("formatP never prints a zero", () => {
  for (const p of [0, 1e-300, 1e-12, 0.0005, 0.001, 0.0049, 0.01]) assert.match(formatP(p), /[1-9]/);
});
