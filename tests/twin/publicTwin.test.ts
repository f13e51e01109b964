import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { writePublicTwin } from "../../src/twin";
import { QUARTERS } from "../../src/twin/world/quarters";
import { drawWorld } from "../../src/twin/world/world";
import { answerFrameOfWorld } from "./answerFrameOfWorld";

const SCALE = 0.01;
let dir = "";

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "twin-"));
  await writePublicTwin(join(dir, "a"), { seed: 1, scale: SCALE });
});
after(() => rmSync(dir, { recursive: true, force: true }));

const bytesOf = (...path: string[]) => gunzipSync(readFileSync(join(dir, "a", ...path)));
const linesOf = (...path: string[]) =>
  bytesOf(...path)
    .toString("latin1")
    .trimEnd()
    .split(/\r?\n/);

/** Every file below a folder with its bytes, by relative path. */
function contents(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name)).toString("latin1")]));
}

test("writePublicTwin writes the same bytes for a seed and others for another seed", async () => {
  await writePublicTwin(join(dir, "b"), { seed: 1, scale: SCALE });
  await writePublicTwin(join(dir, "c"), { seed: 2, scale: SCALE });
  const [a, b, c] = ["a", "b", "c"].map((name) => contents(join(dir, name)));
  assert.deepEqual([...a.keys()], [...c.keys()]);
  for (const [name, bytes] of a) {
    assert.equal(b.get(name), bytes, name);
    assert.notEqual(c.get(name), bytes, name);
  }
});

test("the layout is that of the real public files, with a note that it is synthetic", () => {
  const names = [...contents(join(dir, "a")).keys()];
  for (const quarter of QUARTERS)
    assert.ok(names.includes(join("pcn_workforce", quarter.period, "pcn_individual.csv.gz")));
  for (const year of ["2017-18", "2018-19", "2019-20", "2020-21", "2021-22", "2022-23"]) {
    assert.ok(names.includes(join("nhs_payments_to_practices", year, "practice_subset.csv.gz")));
  }
  for (const file of ["epcn_core_partners.csv.gz", "epcn_pcn_details.csv.gz"]) {
    assert.ok(names.includes(join("practice_pcn_map", "2023-01", file)));
  }
  assert.match(readFileSync(join(dir, "a", "SYNTHETIC.txt"), "utf8"), /^SYNTHETIC/);
});

test("workforce files have 16 columns, CRLF, a Windows-1252 dash and months without a leading zero", () => {
  const raw = bytesOf("pcn_workforce", "2022-09", "pcn_individual.csv.gz");
  assert.ok(raw.includes(Buffer.from([0x20, 0x96, 0x20])), "byte 0x96 between spaces");
  assert.ok(raw.includes("\r\n"));
  const [header, ...rows] = linesOf("pcn_workforce", "2022-09", "pcn_individual.csv.gz");
  assert.equal(header.split(",").length, 16);
  for (const line of rows) {
    // A quoted board name may hold commas.
    const fields = line.replace(/"[^"]*"/g, "quoted").split(",");
    assert.equal(fields.length, 16, line);
    assert.ok(["NWRS Staff", "NWRS contracted services"].includes(fields[0]));
    assert.equal(fields[2], "9");
    assert.match(fields[3], /^U\d{5}$/);
    assert.match(fields[14], /^-?\d+(\.\d{1,9})?$/);
    assert.equal(fields[15] === "NULL", fields[0] === "NWRS contracted services");
  }
});

test("workforce FTEs are fractional, over 1, and negative, and label drift of directors shows in September 2022", () => {
  const ftes = linesOf("pcn_workforce", "2022-12", "pcn_individual.csv.gz")
    .slice(1)
    .map((line) => Number(line.split(",").at(-2)));
  assert.ok(ftes.some((fte) => fte < 0) && ftes.some((fte) => fte > 1) && ftes.some((fte) => fte % 1 !== 0));
  const text = (period: string) => bytesOf("pcn_workforce", period, "pcn_individual.csv.gz").toString("latin1");
  assert.ok(!text("2022-06").includes("Medical Clinical Director (GP)"));
  assert.ok(text("2022-09").includes("Medical Clinical Director (GP)"));
  assert.ok(/ ,Q/.test(text("2022-06")) && !/ ,Q/.test(text("2022-09")), "trailing space of sub-ICB names");
});

test("a growing share of networks reports, and who is absent has no row", () => {
  const reporting = QUARTERS.map((quarter) => {
    const lines = linesOf("pcn_workforce", quarter.period, "pcn_individual.csv.gz").slice(1);
    return new Set(lines.map((line) => line.split(",")[3])).size;
  });
  const pcns = linesOf("practice_pcn_map", "2023-01", "epcn_pcn_details.csv.gz").length - 1;
  reporting.slice(1).forEach((count, q) => {
    assert.ok(count >= reporting[q] - 1, `${QUARTERS[q + 1].period}: ${count} after ${reporting[q]}`);
  });
  assert.ok(reporting[0] / pcns > 0.1 && reporting[0] / pcns < 0.2);
  assert.ok(reporting[11] / pcns > 0.8 && reporting[11] < pcns);
});

test("the practice map has ended links, practices that change network and networks that open and close", () => {
  const rows = linesOf("practice_pcn_map", "2023-01", "epcn_core_partners.csv.gz")
    .slice(1)
    .map((line) => line.split(","));
  for (const [, , , pcn, , start, end] of rows) {
    assert.match(pcn, /^U\d{5}$/);
    assert.match(start, /^20\d{6}$/);
    assert.match(end, /^(20\d{6})?$/);
  }
  const practices = new Set(rows.map(([practice]) => practice));
  assert.ok(rows.length > practices.size, "some practice has two links");
  assert.ok(rows.some(([, , , , , , end]) => end !== ""));
  const details = linesOf("practice_pcn_map", "2023-01", "epcn_pcn_details.csv.gz")
    .slice(1)
    .map((line) => line.split(","));
  assert.ok(details.some(([, , , opened]) => opened > "20191001") && details.some(([, , , , closed]) => closed !== ""));
});

test("payments files have 15 columns, fractional lists, closed practices and unknown networks", () => {
  const [header, ...lines] = linesOf("nhs_payments_to_practices", "2021-22", "practice_subset.csv.gz");
  assert.equal(header.split(",").length, 15);
  const rows = lines.map((line) => line.split(","));
  assert.ok(rows.every((row) => row.length === 15));
  assert.ok(rows.some((row) => Number(row[13]) % 1 !== 0));
  assert.ok(rows.some((row) => row[7] !== "" && Number(row[13]) === 0));
  assert.ok(rows.some((row) => row[3] === "Unknown or no PCN"));
  const before = linesOf("nhs_payments_to_practices", "2017-18", "practice_subset.csv.gz").slice(1);
  assert.ok(
    before.every((line) => line.split(",")[3] === ""),
    "no network before networks",
  );
});

test("small areas have ten equal deciles in England, and Welsh rows only in the rural-urban file", () => {
  const imd = linesOf("imd", "lsoa", "imd2019_income_lsoa11.csv.gz")
    .slice(1)
    .map((line) => line.split(","));
  const sizes = Array.from({ length: 10 }, (_, d) => imd.filter((row) => Number(row[4]) === d + 1).length);
  assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, sizes.join(" "));
  const ruc = linesOf("rural_urban_2011", "lsoa", "ruc2011_lsoa11.csv.gz").slice(1);
  assert.ok(ruc.length > imd.length && ruc.some((line) => line.startsWith("W01")));
});

test("in worlds of any seed and size a practice is in one network at a time and every open network has a practice", () => {
  for (const [seed, scale] of [
    [1, 0.0001],
    [2, 0.01],
    [8, 0.05],
    [9, 0.3],
  ]) {
    const world = drawWorld(seed, scale);
    for (const { code, memberships } of world.practices) {
      memberships.forEach(({ start, end }, k) => {
        const next = memberships[k + 1]?.start ?? "9";
        assert.ok(end === "" ? next === "9" : start <= end && end < next, `${seed}: ${code}`);
      });
    }
    const rows = answerFrameOfWorld(world, [2018, 2019, 2020, 2021, 2022, 2023]).practiceYears;
    const inside = rows.filter((row) => row.pcn !== "");
    assert.equal(new Set(inside.map((row) => row.practice)).size, world.size.practices, `${seed}: practices`);
    assert.equal(new Set(inside.map((row) => row.pcn)).size, world.size.pcns, `${seed}: networks`);
    for (const pcn of world.pcns.filter((one) => one.closed === "" && one.opened < "2023")) {
      assert.ok(
        inside.some((row) => row.year === 2023 && row.pcn === pcn.code),
        `${seed}: ${pcn.code} is empty`,
      );
    }
  }
});

test("a full-size world has the study's practices, networks, patients and exposure", () => {
  const world = drawWorld(20251103, 1);
  const { practiceYears } = answerFrameOfWorld(world, [2018, 2019, 2020, 2021, 2022, 2023]);
  const inside = practiceYears.filter((row) => row.pcn !== "");
  assert.equal(new Set(inside.map((row) => row.practice)).size, 6991);
  assert.equal(new Set(inside.map((row) => row.pcn)).size, 1268);
  const expected: Readonly<Record<number, readonly number[]>> = {
    2021: [0.712, 1.009, 709 / 1254],
    2022: [1.313, 1.419, 453 / 1254],
    2023: [1.911, 1.72, 0.28],
  };
  for (const [year, [weighted, sd, zero]] of Object.entries(expected)) {
    const rows = inside.filter((row) => row.year === Number(year));
    const patients = rows.reduce((sum, row) => sum + row.patients, 0);
    const mean = rows.reduce((sum, row) => sum + row.patients * row.exposure, 0) / patients;
    const rates = [...new Map(rows.map((row) => [row.pcn, row.exposure])).values()];
    const centre = rates.reduce((a, b) => a + b, 0) / rates.length;
    const spread = Math.sqrt(rates.reduce((sum, rate) => sum + (rate - centre) ** 2, 0) / (rates.length - 1));
    assert.ok(patients > 60e6 && patients < 62.5e6);
    assert.ok(rates.length >= 1249 && rates.length <= 1264);
    assert.ok(Math.abs(mean - weighted) < 0.005, `${year}: ${mean}`);
    assert.ok(Math.abs(spread - sd) < 0.12, `${year}: SD ${spread}`);
    assert.ok(Math.abs(rates.filter((rate) => rate === 0).length / rates.length - zero) < 0.01);
  }
});
