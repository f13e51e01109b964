import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/util/packageRoot";
import { Random } from "../../src/util/random";

/**
 * Writes tests/reference/data.csv, the data of the reference cases: 60 clusters of very unequal size (some of one row), an
 * exposure constant within cluster and year, factors, dense numbers, frequencies and weights. Run: node build/tests/reference/makeData.js
 */
function makeData(): string {
  const random = new Random(20251103, "references");
  const lines = ["y,s,x,x2,twice,z,flagB,f,g,h,year,cl,area,n,w"];
  for (let c = 0; c < 60; c++) {
    const effect = 0.5 * random.normal();
    const size = c < 8 ? 1 : Math.round(3 + 45 * random.uniform() ** 3);
    const exposure = [0, 0, Math.max(0, round(1 + random.normal())), round(1.5 + random.uniform())];
    for (let i = 0; i < size; i++) lines.push(row(random, c, effect, exposure));
  }
  // Two clusters made only of a level that never has the outcome, and one such row elsewhere.
  for (const cluster of [60, 60, 61, 20]) lines.push(`0,1,0.5,1.25,2,2019.5,0,a,rare,2,2019,c${cluster},area1,1,0.8`);
  return lines.join("\n") + "\n";
}

function row(random: Random, cluster: number, effect: number, exposure: readonly number[]): string {
  const t = random.integer(4);
  const x = exposure[t];
  const x2 = round(random.normal());
  const z = round(2018 + t + random.uniform());
  const f = "abcd"[Math.min(3, Math.floor(5 * random.uniform() ** 1.5))];
  const g = random.uniform() < 0.3 ? "two" : "one";
  const h = 1 + random.integer(10);
  const eta = -0.3 + 0.25 * x - 0.4 * x2 + 0.1 * (z - 2020) + 0.05 * h + (f === "b" ? 0.6 : 0) + effect;
  const y = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  const s = random.uniform() < 0.6 ? 1 : 0;
  const n = 1 + random.integer(4);
  const w = round(0.3 + 2 * random.uniform());
  return [
    y,
    s,
    x,
    x2,
    round(2 * x + 1),
    z,
    f === "b" ? 1 : 0,
    f,
    g,
    h,
    2018 + t,
    `c${cluster}`,
    `area${cluster % 7}`,
    n,
    w,
  ].join(",");
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

if (require.main === module) writeFileSync(join(packageRoot(), "tests", "reference", "data.csv"), makeData());
