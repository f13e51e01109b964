import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { published } from "../../src/published/published";
import { plantedTruth, type SurveyTwinSummary, writeSurveyTwin } from "../../src/twin";
import { packResidences } from "../../src/twin/survey/packFrame";
import { runYears } from "../../src/twin/survey/runYears";
import { surveyJobs } from "../../src/twin/survey/writeSurveyTwin";
import { YEAR_MEANS } from "../../src/twin/targets";
import { drawWorld } from "../../src/twin/world/world";
import { answerFrameOfWorld } from "./answerFrameOfWorld";
import { groupedLogit } from "./groupedLogit";

const YEARS = [2018, 2019, 2020, 2021, 2022, 2023];
const SCALE = 0.004;
const world = drawWorld(3, SCALE);
const frame = answerFrameOfWorld(world, YEARS);
let dir = "";
let summary: SurveyTwinSummary;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "twin-"));
  summary = await writeSurveyTwin(join(dir, "a"), frame, { seed: 3, scale: SCALE, years: YEARS });
});
after(() => rmSync(dir, { recursive: true, force: true }));

/** Rows of a year as records by variable name in lower case. */
function readYear(year: number, folder = "a"): Record<string, string>[] {
  const lines = readFileSync(join(dir, folder, "survey", `gpps_${year}.csv`), "latin1")
    .trimEnd()
    .split("\n");
  const names = lines[0].toLowerCase().split(",");
  return lines.slice(1).map((line) => Object.fromEntries(line.split(",").map((field, k) => [names[k], field])));
}

const pcnOf = new Map(frame.practiceYears.map((row) => [`${row.year} ${row.practice}`, row]));
const areas = new Set(world.smallAreas.areas.map((area) => area.lsoa));

/** The study's rules in miniature: covariates present, an English area and a network. */
function isComplete(row: Record<string, string>, year: number): boolean {
  const gender = Number(year >= 2021 ? row.q112 : row.q47);
  const coded = gender > 0 && Number(row.q48_merged) > 1 && Number(row.q49) > 0 && Number(row.q50) > 0;
  return coded && areas.has(row.lsoa11) && (pcnOf.get(`${year} ${row.practice_code}`)?.pcn ?? "") !== "";
}

/** Outcomes as 1, 0 or undefined. */
const OUTCOMES: Readonly<Record<string, (row: Record<string, string>) => number | undefined>> = {
  good_gp: (row) => between(row.q28, 2, 5),
  mh_understood: (row) => between(row.q87, 2, 3),
  confidence: (row) => (row.q30_recoded === "1" ? between(row.q94, 2, 4) : undefined),
  support: (row) => (row.q30_recoded === "1" ? between(row.q32, 2, 4) : undefined),
  not_isolated: (row) => {
    if (row.q91_3 === "1") return 0;
    return [row.q91_1, row.q91_2, row.q91_4].includes("1") ? 1 : undefined;
  },
};

function between(code: string, lastGood: number, lastBad: number): number | undefined {
  const value = Number(code);
  return value < 1 || value > lastBad ? undefined : value <= lastGood ? 1 : 0;
}

const SAMPLES: Readonly<Record<string, (row: Record<string, string>) => boolean>> = {
  M1: () => true,
  M2: (row) => row.q30_recoded === "1",
  M3: (row) => ["1", "2", "3"].includes(row.q87),
};

test("writeSurveyTwin writes the same bytes for a seed and others for another seed", async () => {
  await writeSurveyTwin(join(dir, "b"), frame, { seed: 3, scale: SCALE, years: YEARS });
  await writeSurveyTwin(join(dir, "c"), frame, { seed: 4, scale: SCALE, years: YEARS });
  for (const year of YEARS) {
    const [a, b, c] = ["a", "b", "c"].map((name) => readFileSync(join(dir, name, "survey", `gpps_${year}.csv`)));
    assert.ok(a.equals(b), String(year));
    assert.ok(!a.equals(c), String(year));
  }
});

test("threads write the bytes that one process writes", async () => {
  const written = await Promise.all(
    [0, 2].map(async (atOnce) => {
      const folder = join(dir, `threads-${atOnce}`);
      mkdirSync(join(folder, "survey"), { recursive: true });
      const { jobs } = surveyJobs(folder, frame, { seed: 3, scale: SCALE, years: YEARS });
      await runYears(jobs, packResidences(frame), () => {}, atOnce);
      return jobs.map((job) => readFileSync(job.file));
    }),
  );
  written[0].forEach((bytes, t) => {
    assert.ok(bytes.equals(written[1][t]), String(YEARS[t]));
    assert.ok(bytes.equals(readFileSync(join(dir, "a", "survey", `gpps_${YEARS[t]}.csv`))));
  });
});

test("rows per year are the returned forms at the scale", () => {
  assert.deepEqual(
    YEARS.map((year) => readYear(year).length),
    [3033, 3082, 2960, 3400, 2880, 3040],
  );
  assert.equal(summary.rows, 3033 + 3082 + 2960 + 3400 + 2880 + 3040);
});

test("every cell of Table 3 has its scaled number of respondents and its mean, counted from the files", () => {
  const years = YEARS.map((year) => readYear(year).filter((row) => isComplete(row, year)));
  for (const cell of published.cells) {
    const rows = years.flat().filter(SAMPLES[cell.model]);
    const answers = rows.map(OUTCOMES[cell.outcome]).filter((answer) => answer !== undefined);
    assert.equal(answers.length, Math.round(cell.n.value * SCALE), cell.id);
    const mean = answers.reduce((a, b) => a + b, 0) / answers.length;
    // Rounding of 24 groups to whole respondents is all that is left.
    assert.ok(Math.abs(mean - cell.meanPct.value / 100) < 13 / answers.length, `${cell.id}: ${mean}`);
    assert.equal(summary.cells[cell.id].n, answers.length);
  }
});

test("means by year follow the planned course", () => {
  for (const year of YEARS) {
    const rows = readYear(year).filter((row) => isComplete(row, year));
    for (const outcome of ["good_gp", "not_isolated"] as const) {
      const answers = rows.map(OUTCOMES[outcome]).filter((answer) => answer !== undefined);
      const mean = answers.reduce((a, b) => a + b, 0) / answers.length;
      assert.ok(Math.abs(mean - YEAR_MEANS[outcome][year]) < 0.006, `${outcome} ${year}: ${mean}`);
    }
  }
  const gaps = summary.years.flatMap((year) => Object.values(year.solved).map((solved) => solved.gap));
  assert.ok(Math.max(...gaps) < 1e-9, "expected means solve their targets");
});

test("codes stay in their domains and negative ones mean what the codebook says", () => {
  const limits: Readonly<Record<string, number>> = {
    q28: 5,
    q87: 5,
    q94: 5,
    q32: 5,
    q30_recoded: 4,
    q48_merged: 9,
    q49: 19,
    q50: 8,
  };
  for (const year of YEARS) {
    for (const row of readYear(year)) {
      for (const [name, value] of Object.entries(row)) {
        if (!/^q\d/.test(name)) continue;
        assert.ok(Number(value) >= -5 && Number.isInteger(Number(value)), `${name} ${value}`);
        if (name in limits) assert.ok(Number(value) <= limits[name], `${name} ${value}`);
        if (name.startsWith("q91_")) assert.ok(["0", "1", "-3"].includes(value));
      }
    }
  }
});

test("routing: conditions open Q94 and Q32, from 2022 long COVID too; Q87 needs an appointment; Q9 a preferred GP", () => {
  for (const year of YEARS) {
    let onlyCovid = 0;
    for (const row of readYear(year)) {
      const asked = row.q30_recoded === "1" || (year >= 2022 && row.q118 === "1");
      if (asked && row.q30_recoded !== "1") onlyCovid++;
      assert.equal(row.q94 === "-5", !asked);
      assert.equal(row.q32 === "-5", !asked);
      assert.equal(row.q87 === "-5", row.q83 === "5" || row.q83 === "-3");
      assert.equal(row.q9 === "-5", row.q8 !== "1" && row.q8 !== "2");
      assert.equal(Number(row.q31count) > 0, row.q30_recoded === "1");
    }
    assert.equal(onlyCovid > 0, year >= 2022);
  }
});

test("headers change with the years: gender, autism, long COVID, network codes and the case of names", () => {
  const header = (year: number) =>
    readFileSync(join(dir, "a", "survey", `gpps_${year}.csv`), "latin1")
      .split("\n")[0]
      .split(",");
  assert.ok(header(2018).includes("q47") && header(2020).includes("Q47") && !header(2021).includes("Q47"));
  assert.ok(header(2021).includes("Q112") && header(2021).includes("Q31_21") && header(2020).includes("Q31_18"));
  assert.ok(!header(2021).includes("pcn_code") && header(2022).includes("pcn_code") && header(2023).includes("Q118"));
  for (const year of YEARS) {
    assert.ok(header(year).length >= 55, `${year}: ${header(year).length} columns`);
    const ids = readYear(year).map((row) => row.unique_id);
    assert.equal(new Set(ids).size, ids.length);
  }
});

test("the gender question flips its order in 2021: code 1 is the minority before and the majority after", () => {
  const share = (year: number, name: string) => {
    const codes = readYear(year).map((row) => row[name]);
    return codes.filter((code) => code === "1").length / codes.filter((code) => code === "1" || code === "2").length;
  };
  assert.ok(share(2020, "q47") < 0.48 && share(2021, "q112") > 0.52);
});

test("planted effects are recovered from the files by a pooled logit clustered by network", async () => {
  const big = answerFrameOfWorld(drawWorld(11, 0.01), YEARS);
  await writeSurveyTwin(join(dir, "big"), big, { seed: 11, scale: 0.01, years: YEARS });
  const exposure = new Map(big.practiceYears.map((row) => [`${row.year} ${row.practice}`, row]));
  for (const outcome of ["good_gp", "mh_understood"] as const) {
    const rows = YEARS.flatMap((year) =>
      readYear(year, "big").flatMap((row) => {
        const place = exposure.get(`${year} ${row.practice_code}`);
        const y = OUTCOMES[outcome](row);
        return place === undefined || place.pcn === "" || y === undefined
          ? []
          : [{ year, cluster: place.pcn, x: place.exposure, y }];
      }),
    );
    const fit = groupedLogit(rows, YEARS);
    const z = (fit.estimate - plantedTruth.linkWorkers[outcome]) / fit.se;
    assert.ok(Math.abs(z) < 3.3, `${outcome}: ${fit.estimate} (${fit.se}), z ${z}`);
    assert.ok(fit.se < 0.05);
  }
});
