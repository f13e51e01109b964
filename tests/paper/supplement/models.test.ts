import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../../src/data/frame";
import { averageEffects, fitLogit } from "../../../src/model";
import type { LogitSpec } from "../../../src/model/types";
import { covariateEffects, covariateTable } from "../../../src/paper/supplement";
import { derivedFrame } from "../../../src/paper/supplement/derivedFrame";
import { ANY, BAND, nonLinearFrame, SQUARE } from "../../../src/paper/supplement/nonLinearModels";
import { rowsOfLevel } from "../../../src/paper/supplement/rowsOfLevel";
import { slopesByLevel } from "../../../src/paper/supplement/slopesByLevel";
import { unadjusted } from "../../../src/paper/supplement/unadjustedModels";
import { withExposure } from "../../../src/paper/supplement/withExposure";
import { Random } from "../../../src/util/random";
import { testFolder } from "../../data/tinyStudy";

const ROWS = 6000;
const CLUSTERS = 40;

/** Exposure constant in a cluster, a factor of three levels, another of two, and an outcome that depends on all. */
function drawnFrame(): Frame {
  const random = new Random(5, "supplement");
  const cluster = Uint16Array.from({ length: ROWS }, () => random.integer(CLUSTERS));
  const doses = Float64Array.from({ length: CLUSTERS }, (_, k) => (k % 3 === 0 ? 0 : 3 * random.uniform()));
  const level = Uint8Array.from({ length: ROWS }, () => random.integer(3));
  const side = Uint8Array.from({ length: ROWS }, () => random.integer(2));
  const y = Uint8Array.from({ length: ROWS }, (_, i) => {
    const eta = -0.3 + 0.2 * level[i] + 0.4 * side[i] + doses[cluster[i]] * (0.1 + 0.15 * level[i]);
    return random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  });
  return {
    rows: ROWS,
    columns: {
      y: { kind: "flag", values: y },
      link_workers: { kind: "lookup", codes: cluster, values: doses },
      deprivation: { kind: "factor", levels: ["1", "2", "3"], codes: level },
      year: { kind: "factor", levels: ["2018", "2019"], codes: side },
      pcn: { kind: "factor", levels: Array.from({ length: CLUSTERS }, (_, k) => `P${k}`), codes: cluster },
    },
  };
}

const frame = drawnFrame();
const stored = () => ({ frame, frameDir: `${testFolder()}/frame-x` });
const exposure = { kind: "numeric", name: "link_workers" } as const;
const covariates = [
  { kind: "factor", name: "deprivation", base: "1" },
  { kind: "factor", name: "year", base: "2018" },
] as const;
const spec: LogitSpec = { outcome: "y", terms: [exposure, ...covariates], cluster: "pcn", margins: ["link_workers"] };
const cell = { id: "M1.y", model: "M1", spec };

test("slopesByLevel gives the slopes and errors of the model that has one slope a level", () => {
  const interaction = { kind: "interaction", numeric: "link_workers", factor: "deprivation" } as const;
  const joint = fitLogit(frame, { ...spec, margins: [], terms: [...spec.terms, interaction] });
  const separate = fitLogit(frame, { ...spec, margins: [], terms: [...covariates, interaction] });
  const slopes = slopesByLevel(joint, "link_workers", "deprivation", "1");
  assert.equal(slopes.length, 3);
  for (const [k, slope] of slopes.entries()) {
    const own = separate.terms.find(({ name }) => name === `link_workers:deprivation=${k + 1}`);
    assert.ok(own);
    assert.ok(Math.abs(slope.estimate - own.estimate) < 1e-9, `${slope.name} ${slope.estimate} ${own.estimate}`);
    assert.ok(Math.abs(slope.se / own.se - 1) < 1e-8, `${slope.name} ${slope.se} ${own.se}`);
  }
});

test("covariateEffects has the discrete changes and errors of averageEffects for every level, none for the base, and its joint test", () => {
  const fit = fitLogit(frame, spec);
  const effects = covariateEffects(stored(), fit);
  assert.deepEqual(
    effects.map(({ factor, wald }) => [factor, wald.df]),
    [
      ["deprivation", 2],
      ["year", 1],
    ],
  );
  for (const { factor, levels } of effects) {
    const changes = averageEffects(frame, fit, { of: factor });
    assert.deepEqual([levels[0].term, levels[0].change], [undefined, undefined]);
    for (const { level, change } of levels.slice(1)) {
      const other = changes.find(({ name }) => name === `${factor}=${level}`);
      assert.ok(other && change);
      for (const key of ["ame", "se", "low", "high", "p"] as const)
        assert.ok(
          Math.abs(change[key] - other[key]) < 1e-11,
          `${factor} ${level} ${key}: ${change[key]} ${other[key]}`,
        );
    }
  }
});

test("Table S.7 has a cell for every column of every row: levels with errors, bases without, sizes", () => {
  const fit = fitLogit(frame, spec);
  const { columns, rows } = covariateTable({ id: "M1.y", model: "M1", fit }, covariateEffects(stored(), fit), true);
  for (const { cells } of rows) assert.equal(cells.length, columns.length);
  assert.equal(rows.filter(({ cells: [term] }) => term.kind === "text" && term.text.endsWith("(base)")).length, 2);
  assert.equal(rows.filter(({ cells }) => cells[5].kind === "interval").length, 1 + 2 + 1);
});

test("a decile's own model is the model of its rows", () => {
  const part = rowsOfLevel(frame, "deprivation", "2");
  const { deprivation, y } = frame.columns;
  assert.ok(deprivation.kind === "factor" && y.kind === "flag" && part.columns.y.kind === "flag");
  const at = [...deprivation.codes.keys()].filter((i) => deprivation.codes[i] === 1);
  assert.deepEqual(
    [...part.columns.y.values],
    at.map((i) => y.values[i]),
  );
  assert.throws(() => rowsOfLevel(frame, "deprivation", "11"), /no level "11"; it has 1, 2, 3/);
});

test("bands are open below and closed above; square and indicator follow the exposure; missing stays missing", () => {
  const values = Float64Array.of(0, 0.4, 1, 1.1, 2, 2.5, Number.NaN, 0.7, 3.1, 4);
  const codes = Uint16Array.from([...values.keys(), 0xffff]);
  const small: Frame = { rows: codes.length, columns: { link_workers: { kind: "lookup", codes, values } } };
  const { frame: added, knots } = nonLinearFrame({ frame: small, frameDir: "x" });
  const band = added.columns[BAND];
  assert.ok(band.kind === "factor");
  assert.deepEqual([...band.codes], [0, 1, 1, 2, 2, 3, 255, 1, 3, 3, 255]);
  const lookup = (name: string) => {
    const found = added.columns[name];
    assert.ok(found.kind === "lookup");
    return [...found.values];
  };
  assert.deepEqual(lookup(ANY), [0, 1, 1, 1, 1, 1, Number.NaN, 1, 1, 1]);
  assert.equal(lookup(SQUARE)[5], 6.25);
  assert.ok(knots[0] > 0 && lookup("link_workers_s1")[0] === 0, "no knot on the zeros");
});

test("derived frames are made on demand and named by their derivation", () => {
  let made = 0;
  const make = (one: Frame) => {
    made++;
    return one;
  };
  const study = stored();
  const [a, b] = [derivedFrame(study, "knots 1 2", make), derivedFrame(study, "knots 1 3", make)];
  assert.notEqual(a.frameDir, b.frameDir);
  assert.equal(made, 0);
  assert.equal(a.frame, a.frame);
  assert.equal(made, 1);
});

test("unadjusted keeps the exposure and, when asked, the years; withExposure replaces the exposure where it stands", () => {
  const names = (one: { readonly spec: LogitSpec }) =>
    one.spec.terms.map((term) => ("name" in term ? term.name : "interaction"));
  assert.deepEqual(names(unadjusted(cell, "nothing else")), ["link_workers"]);
  assert.deepEqual(names(unadjusted(cell, "survey years")), ["link_workers", "year"]);
  assert.deepEqual(names(withExposure(cell, [{ kind: "numeric", name: "a" }])), ["a", "deprivation", "year"]);
});
