import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../src/data/frame";
import { fitLogit } from "../../src/model";
import { Random } from "../../src/util/random";
import { assertClose, relativeDifference } from "./support/closeness";

const NETWORKS = 1268;
const ROWS = 30 * NETWORKS;

/** As many networks as the study has, an exposure that differs between years within them, and an effect for each. */
function networks(): Frame {
  const random = new Random(20251103, "absorbed");
  const effects = Float64Array.from({ length: NETWORKS }, () => 0.7 * random.normal());
  const exposure = Float64Array.from({ length: 6 * NETWORKS }, () => Math.max(0, 1 + random.normal()));
  const y = new Uint8Array(ROWS);
  const [pcn, cell] = [new Uint16Array(ROWS), new Uint16Array(ROWS)];
  const age = new Uint8Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    pcn[i] = i % NETWORKS;
    cell[i] = 6 * pcn[i] + random.integer(6);
    age[i] = random.integer(4);
    const eta = effects[pcn[i]] + 0.1 * exposure[cell[i]] - 0.3 * age[i];
    y[i] = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  }
  return {
    rows: ROWS,
    columns: {
      y: { kind: "flag", values: y },
      x: { kind: "lookup", codes: cell, values: exposure },
      age: { kind: "factor", levels: ["1", "2", "3", "4"], codes: age },
      pcn: { kind: "factor", levels: Array.from({ length: NETWORKS }, (_, i) => `U${10000 + i}`), codes: pcn },
    },
  };
}

test("1,268 absorbed networks: coefficients solve the likelihood with each effect at its own maximum, errors its curvature", () => {
  const frame = networks();
  const { y, x, age, pcn } = frame.columns;
  assert.ok(y.kind === "flag" && x.kind === "lookup" && age.kind === "factor" && pcn.kind === "factor");
  const terms = [
    { kind: "numeric", name: "x" },
    { kind: "factor", name: "age" },
  ] as const;
  const fit = fitLogit(frame, { outcome: "y", terms, absorb: "pcn", cluster: "pcn", vce: "oim" });
  const rowsOf = Array.from({ length: NETWORKS }, (): number[] => []);
  pcn.codes.forEach((code, i) => {
    rowsOf[code].push(i);
  });
  const outcome = y.values;
  const values = (i: number) => [x.values[x.codes[i]], ...[1, 2, 3].map((level) => (age.codes[i] === level ? 1 : 0))];

  /** The gradient of the likelihood in b when every effect is at its maximum, found by Newton's method one by one. */
  function profileGradient(b: readonly number[]): number[] {
    const gradient = [0, 0, 0, 0];
    for (const rows of rowsOf) {
      const events = rows.reduce((sum, i) => sum + outcome[i], 0);
      if (events === 0 || events === rows.length) continue;
      const offsets = rows.map((i) => values(i).reduce((sum, value, j) => sum + value * b[j], 0));
      let effect = 0;
      let p: number[] = [];
      for (let step = 0; step < 50; step++) {
        p = offsets.map((offset) => 1 / (1 + Math.exp(-offset - effect)));
        const left = events - p.reduce((sum, v) => sum + v, 0);
        if (Math.abs(left) < 1e-13) break;
        effect += left / p.reduce((sum, v) => sum + v * (1 - v), 0);
      }
      rows.forEach((i, r) => {
        values(i).forEach((value, j) => {
          gradient[j] += (outcome[i] - p[r]) * value;
        });
      });
    }
    return gradient;
  }

  const b = fit.terms.map((term) => term.estimate);
  assert.ok(Math.max(...profileGradient(b).map(Math.abs)) < 1e-8, String(profileGradient(b)));
  const h = 1e-5;
  const information = b.map((_, j) => {
    const at = (sign: number) => profileGradient(b.map((value, k) => (k === j ? value + sign * h : value)));
    const [up, down] = [at(1), at(-1)];
    return up.map((value, k) => -(value - down[k]) / (2 * h));
  });
  // The covariance times the information is the identity.
  const product = information.flatMap((_, i) =>
    b.map((_b, j) => b.reduce((sum, _v, k) => sum + fit.vcov[i * b.length + k] * information[k][j], 0)),
  );
  const identity = product.map((_, at) => (at % (b.length + 1) === 0 ? 1 : 0));
  assertClose(relativeDifference(product, identity, 1), 1e-6, "covariance x curvature");
});
