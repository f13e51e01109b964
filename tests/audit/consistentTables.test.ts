import assert from "node:assert/strict";
import { test } from "node:test";
import { audit, type TextRow, tableFromRows } from "../../src/audit";
import { roundDecimal } from "../../src/exhibit/roundDecimal";
import { normalTwoSidedP } from "../../src/model/normal";
import { Random } from "../../src/util/random";

const Z = 1.959963984540054;
const PER = 50_000;
const GROUPS = 1268;

interface Simulated {
  readonly row: TextRow;
  /** Log odds ratio, standard error, average marginal effect (probability scale). */
  readonly truth: { readonly b: number; readonly s: number; readonly ame: number };
}

/** A row printed from a true estimate, with the decimals and the rounding rule of a random table. */
function simulated(random: Random, id: string): Simulated {
  const s = Math.exp(Math.log(0.001) + random.uniform() * Math.log(500));
  const b = s * 3 * random.normal();
  const m = 0.02 + 0.96 * random.uniform();
  const ame = b * m * (1 - m) * (0.55 + 0.45 * random.uniform());
  const round = random.uniform() < 0.5 ? roundDecimal : (value: number, decimals: number) => value.toFixed(decimals);
  const decimals = 2 + random.integer(3);
  const p = normalTwoSidedP(b / s);
  const average = Math.round(ame * PER);
  const national = random.uniform() < 0.5 ? average * GROUPS : Math.round(ame * PER * GROUPS);
  const row = {
    id,
    or: round(Math.exp(b), decimals),
    ci_low: round(Math.exp(b - Z * s), decimals),
    ci_high: round(Math.exp(b + Z * s), decimals),
    p: p < 0.001 ? "<0.001" : round(p, p < 0.01 ? 3 : 2),
    ame_pp: round(100 * ame, 1 + random.integer(3)),
    mean_pct: round(100 * m, 1),
    n: String(1_000_000 + random.integer(4_000_000)),
    average: String(average),
    national: String(national),
  };
  return { row, truth: { b, s, ame } };
}

function audited(rows: readonly Simulated[]) {
  return audit(
    tableFromRows(
      rows.map(({ row }) => row),
      { title: "random", perPopulation: PER, groups: GROUPS },
    ),
  );
}

test("audit never flags a table printed from an estimate: 6,000 random rows", () => {
  const random = new Random(20260117, "consistent");
  for (let table = 0; table < 60; table++) {
    const rows = Array.from({ length: 100 }, (_, i) => simulated(random, `${table}.${i}`));
    const at = audited(rows).cells.findIndex(({ verdict }) => verdict !== "consistent");
    assert.equal(at, -1, JSON.stringify(rows[at]));
  }
});

test("the implied ranges of a consistent row hold the estimate that it was printed from: 2,000 random rows", () => {
  const random = new Random(7, "implied");
  const rows = Array.from({ length: 2000 }, (_, i) => simulated(random, String(i)));
  let compared = 0;
  for (const [i, { implied }] of audited(rows).cells.entries()) {
    const { b, s, ame } = rows[i].truth;
    const truth = { b, se: s, z: b / s, p: normalTwoSidedP(b / s), amePp: 100 * ame };
    for (const [name, value] of Object.entries(truth) as [keyof typeof truth, number][]) {
      const range = implied[name];
      if (range === null) continue;
      compared++;
      const noise = 1e-9 * Math.max(1, Math.abs(value));
      const found = value >= range.low - noise && value <= range.high + noise;
      assert.ok(found, `${name} ${value} not in ${range.low} to ${range.high}: ${JSON.stringify(rows[i])}`);
    }
  }
  assert.ok(compared > 9000, `${compared} ranges`);
});

test("audit flags most rows in which another row's p was copied", () => {
  const random = new Random(11, "copied");
  const rows = Array.from({ length: 300 }, (_, i) => simulated(random, String(i)));
  const copied = rows.map((one, i) => ({ ...one, row: { ...one.row, p: rows[(i + 1) % rows.length].row.p } }));
  const { summary } = audited(copied);
  assert.ok(summary.inconsistent > 200, `${summary.inconsistent} of 300`);
});
