import assert from "node:assert/strict";
import { test } from "node:test";
import { averageEffects, fitLogit } from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { StudyError } from "../../src/util/errors";
import { deltaError, numericGradient, probabilityOf, type Row, rowsOf, termIn } from "./support/brute";
import { assertClose, relativeDifference } from "./support/closeness";
import { referenceFrame, termOf } from "./support/referenceCases";

const frame = referenceFrame();
const rows = rowsOf(frame);
const spec: LogitSpec = {
  outcome: "y",
  terms: ["x", "f", "h", "x:h", "x2"].map(termOf),
  cluster: "cl",
  margins: ["x"],
};
const fit = fitLogit(frame, spec);
const estimates = fit.terms.map((term) => term.estimate);

/** Mean over rows of the derivative of the probability in x, everybody changed by `change`. */
const meanSlope = (b: readonly number[], among: readonly Row[], change: (row: Row) => Row) =>
  among.reduce((sum, row) => {
    const moved = change(row);
    const h = 1e-5;
    const at = (dx: number) => probabilityOf(fit, b, { ...moved, x: Number(moved.x) + dx });
    return sum + (at(h) - at(-h)) / (2 * h);
  }, 0) / among.length;
const meanProbability = (b: readonly number[], change: (row: Row) => Row) =>
  rows.reduce((sum, row) => sum + probabilityOf(fit, b, change(row)), 0) / rows.length;
const same = (row: Row) => row;

test("without over and at, the effect is the fit's own margin", () => {
  const [effect] = averageEffects(frame, fit, { of: "x" });
  assertClose(relativeDifference([effect.ame, effect.se], [fit.margins[0].ame, fit.margins[0].se]), 1e-12, "margin");
});

test("over averages within each level with its own covariates; at sets everybody to the level", () => {
  const over = averageEffects(frame, fit, { of: "x", over: "h" });
  const at = averageEffects(frame, fit, { of: "x", at: "h" });
  assert.deepEqual(over.map((m) => m.name).slice(0, 2), ["x | h=1", "x | h=2"]);
  assert.deepEqual(at.map((m) => m.name).slice(-1), ["x @ h=10"]);
  for (const [level, i] of [
    ["3", 2],
    ["10", 9],
  ] as const) {
    const own = rows.filter((row) => row.h === level);
    const withinLevel = (b: readonly number[]) => meanSlope(b, own, same);
    const setToLevel = (b: readonly number[]) => meanSlope(b, rows, (row) => ({ ...row, h: level }));
    assertClose(
      relativeDifference([over[i].ame, at[i].ame], [withinLevel(estimates), setToLevel(estimates)]),
      1e-7,
      "effects",
    );
    assertClose(relativeDifference([over[i].se], [deltaError(fit, withinLevel)], 1e-4), 1e-4, "error of over");
    assertClose(relativeDifference([at[i].se], [deltaError(fit, setToLevel)], 1e-4), 1e-4, "error of at");
  }
});

test("the effect of a factor is the discrete change from its base, other levels switched off", () => {
  const effects = averageEffects(frame, fit, { of: "f" });
  assert.deepEqual(
    effects.map((m) => m.name),
    ["f=b", "f=c", "f=d"],
  );
  const change = (b: readonly number[]) =>
    meanProbability(b, (row) => ({ ...row, f: "c" })) - meanProbability(b, (row) => ({ ...row, f: "a" }));
  assertClose(relativeDifference([effects[1].ame], [change(estimates)]), 1e-10, "effect");
  assertClose(relativeDifference([effects[1].se], [deltaError(fit, change)]), 1e-6, "error");
});

test("the unconditional variance adds the sampling of the covariates", () => {
  const [effect] = averageEffects(frame, fit, { of: "f", variance: "unconditional" });
  const move = (row: Row, f: string) => ({ ...row, f });
  const individual = rows.map(
    (row) => probabilityOf(fit, estimates, move(row, "b")) - probabilityOf(fit, estimates, move(row, "a")),
  );
  const gradient = numericGradient(
    fit,
    (b) => meanProbability(b, (row) => move(row, "b")) - meanProbability(b, (row) => move(row, "a")),
  );
  // H^-1 of the fit without clusters is its oim covariance.
  const { vcov: inverse } = fitLogit(frame, { ...spec, vce: "oim" });
  const k = estimates.length;
  const direction = gradient.map((_, i) => gradient.reduce((sum, g, j) => sum + g * inverse[i * k + j], 0));
  const psi = new Map<string | number, number>();
  rows.forEach((row, i) => {
    const residual = Number(row.y) - probabilityOf(fit, estimates, row);
    const score = fit.terms.reduce((sum, term, j) => sum + direction[j] * residual * termIn(term.name, row), 0);
    psi.set(row.cl, (psi.get(row.cl) ?? 0) + individual[i] - effect.ame + rows.length * score);
  });
  const variance =
    ((fit.clusters / (fit.clusters - 1)) * [...psi.values()].reduce((s, v) => s + v * v, 0)) / rows.length ** 2;
  assertClose(relativeDifference([effect.se], [Math.sqrt(variance)]), 1e-7, "error");
  const [conditional] = averageEffects(frame, fit, { of: "f" });
  assert.notEqual(conditional.se, effect.se);
});

test("a fit read from a file serves as well, and one of other data is refused", () => {
  const stored = JSON.parse(JSON.stringify(fit));
  assert.deepEqual(averageEffects(frame, stored, { of: "f" }), averageEffects(frame, fit, { of: "f" }));
  assert.throws(
    () => averageEffects(frame, { ...stored, n: 3 }, { of: "f" }),
    (error) => error instanceof StudyError && error.rule === "fit-belongs-to-data",
  );
  assert.throws(() => averageEffects(frame, fit, { of: "x", over: "hh" }), /no factor of the model. Did you mean "h"/);
});
