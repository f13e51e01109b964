import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../src/data/frame";
import { fitLogit, fitLogits } from "../../src/model";
import { withModel } from "../../src/model/estimationModel";
import { findSeparation } from "../../src/model/separation";
import type { LogitSpec, Term } from "../../src/model/types";
import { StudyError } from "../../src/util/errors";
import { Random } from "../../src/util/random";
import { factor, flags, numbers } from "./support/frames";

const number = (name: string): Term => ({ kind: "numeric", name });
const isSeparated = (error: unknown) => error instanceof StudyError && error.rule === "outcome-is-not-separated";

/** Whether some d moves no row (1, x, u) against its outcome and some row with it: tried at every ray where two rows stand still. */
function separatedByRays(rows: readonly (readonly [number, number, number])[]): boolean {
  const still = rows.flatMap(([, x, u], i) => rows.slice(0, i).map(([, v, w]) => [x * w - u * v, u - w, v - x]));
  return still
    .flatMap((d) => [d, d.map((value) => -value)])
    .some((d) => {
      const moves = rows.map(([y, x, u]) => (2 * y - 1) * (d[0] + d[1] * x + d[2] * u));
      return moves.every((move) => move >= 0) && moves.some((move) => move > 0);
    });
}

test("separation is found if and only if a direction exists, and only then is there no estimate", () => {
  const random = new Random(20251103, "separation");
  const seen = { separated: 0, estimated: 0 };
  for (let trial = 0; trial < 150; trial++) {
    const rows = Array.from({ length: 7 + random.integer(9) }, () => {
      const [x, u] = [random.integer(5) - 2, random.integer(7) - 3];
      return [x + 0.7 * u + 1.5 * random.normal() > 0 ? 1 : 0, x, u] as const;
    });
    const column = (j: number) => rows.map((row) => row[j]);
    const frame = { rows: rows.length, columns: { y: flags(column(0)), x: numbers(column(1)), u: numbers(column(2)) } };
    const spec: LogitSpec = { outcome: "y", terms: [number("x"), number("u")] };
    if (new Set(column(0)).size < 2) continue;
    const separated = separatedByRays(rows);
    seen[separated ? "separated" : "estimated"]++;
    const found = withModel(frame, spec, (model) => findSeparation(model) !== undefined);
    assert.equal(found, separated, JSON.stringify(rows));
    if (separated) assert.throws(() => fitLogit(frame, spec), isSeparated);
    else assert.ok(fitLogit(frame, spec).terms.every(({ estimate, se }) => Math.abs(estimate) < 50 && se > 0));
  }
  assert.ok(seen.separated > 30 && seen.estimated > 30, JSON.stringify(seen));
});

/** 48 rows: every row of g=b with h=o has the outcome, no row of another g with h=p has; each level alone has both outcomes. */
function combined(): Frame {
  const cells = Array.from({ length: 48 }, (_, i) => ["abc"[i % 3], "op"[(i >> 2) % 2], i % 5 < 2 ? 1 : 0] as const);
  const y = cells.map(([g, h, y]) => (g === "b" && h === "o" ? 1 : g !== "b" && h === "p" ? 0 : y));
  return {
    rows: 48,
    columns: {
      y: flags(y),
      g: factor(cells.map(([g]) => g)),
      h: factor(cells.map(([, h]) => h)),
      x: numbers(cells.map((_, i) => (i * 7) % 11)),
      cl: factor(cells.map((_, i) => `c${i % 6}`)),
    },
  };
}

const additive: LogitSpec = {
  outcome: "y",
  terms: [number("x"), { kind: "factor", name: "g" }, { kind: "factor", name: "h" }],
  cluster: "cl",
};

test("a combination of levels that separates is named, with the rows it predicts", async () => {
  const says = (error: unknown) => {
    assert.ok(isSeparated(error));
    assert.match(
      (error as StudyError).message,
      /"g=b", "h=p" run to infinity and predict outcome 0 or 1 perfectly in 24 of 48 rows/,
    );
    assert.doesNotMatch((error as StudyError).message, /"x"|"g=c"/);
    return true;
  };
  assert.throws(() => fitLogit(combined(), additive), says);
  await assert.rejects(() => fitLogits(combined(), [additive, additive], { workers: 2 }), says);
});

test("separation with absorbed effects is named", () => {
  const spec: LogitSpec = { outcome: "y", terms: [number("x"), { kind: "factor", name: "g" }], absorb: "h" };
  assert.throws(
    () => fitLogit(combined(), spec),
    (error) => isSeparated(error) && /"g=b"/.test((error as Error).message),
  );
});

test("near-separation that converges is an estimate, however large", () => {
  const frame: Frame = {
    rows: 4,
    columns: { y: flags([0, 1, 0, 1]), x: numbers([0, 0, 1, 1]), n: numbers([99999, 1, 1, 99999]) },
  };
  const { terms } = fitLogit(frame, { outcome: "y", terms: [number("x")], frequency: "n" });
  assert.ok(Math.abs(terms[1].estimate - 2 * Math.log(99999)) < 1e-9, String(terms[1].estimate));
  assert.ok(Math.abs(terms[1].se - Math.sqrt(2 + 2 / 99999)) < 1e-9, String(terms[1].se));
});

test("one row on the wrong side ends separation; weights do not matter to it", () => {
  const x = Array.from({ length: 40 }, (_, i) => i / 4);
  const split = (wrong: number) => flags(x.map((value, i) => (value > 5 !== (i === wrong) ? 1 : 0)));
  const frame = (wrong: number): Frame => ({
    rows: 40,
    columns: { y: split(wrong), x: numbers(x), w: numbers(x.map((_, i) => (i === 25 ? 1e-3 : 3))) },
  });
  const spec: LogitSpec = { outcome: "y", terms: [number("x")], weights: "w" };
  assert.throws(() => fitLogit(frame(-1), spec), isSeparated);
  assert.ok(fitLogit(frame(25), spec).terms[1].se > 0);
});
