import assert from "node:assert/strict";
import { before, test } from "node:test";
import { prepareStudy } from "../../../src/data";
import type { TableExhibit } from "../../../src/exhibit/types";
import { fitCells } from "../../../src/paper/fitCells";
import { exposureTerm } from "../../../src/paper/fittedCell";
import { headlineCells } from "../../../src/paper/headline";
import { asOpen, type OpenStudy } from "../../../src/paper/openStudy";
import { rawAnswersTable } from "../../../src/paper/rawAnswers";
import {
  decileInteractions,
  descriptiveTable,
  responseTable,
  rolesInData,
  rolesTable,
  roleYears,
  schemeRecovery,
  withOtherRoles,
  withTotalAndShare,
} from "../../../src/paper/supplement";
import type { DecileInteraction } from "../../../src/paper/supplement/decileModels";
import { schemeTruth } from "../../../src/paper/supplement/schemeRecovery";
import type { OutcomeName } from "../../../src/published/published";
import { type CellSpec, cellSpecs, parseStudy } from "../../../src/study";
import { plantedTruth } from "../../../src/twin";
import { testFolder } from "../../data/tinyStudy";

const SCALE = 0.06;
let study: OpenStudy;
let cells: readonly CellSpec[];

before(async () => {
  const settings = parseStudy(`source: { kind: synthetic, seed: 8, scale: ${SCALE} }`, "twin.yaml", {});
  study = asOpen(await prepareStudy(settings, { cacheDir: testFolder() }));
  cells = headlineCells(cellSpecs(study.study));
});

const outcomeOf = ({ spec }: CellSpec) => spec.outcome as OutcomeName;

test("the planted course over deciles is recovered: slopes as planted where there is one, none where there is none", async () => {
  let combined = 0;
  for (const interaction of await decileInteractions(study, cells)) {
    const { cell } = interaction;
    const { linkWorkersByDecile } = plantedTruth.effects[outcomeOf(cell)];
    const perDecile = linkWorkersByDecile[1] - linkWorkersByDecile[0];
    const { slope, se } = lineOver(interaction);
    assert.ok(Math.abs(slope - perDecile) < 3.3 * se, `${cell.id}: ${slope} (${se}) against ${perDecile}`);
    combined += (Math.sign(perDecile) * slope) / se;
  }
  // Three outcomes have a course: together it stands out at this scale, where none might alone.
  assert.ok(combined / Math.sqrt(3) > 2.5, `combined z ${combined / Math.sqrt(3)}`);
});

/** Slope over deciles of the interaction terms (those of a model with decile 1 as base), by least squares through their clustered covariance. */
function lineOver({ fit }: DecileInteraction): { slope: number; se: number } {
  const at = fit.terms.flatMap(({ name }, i) => (name.startsWith("link_workers:") ? [i] : []));
  const steps = at.map((_, k) => k + 1);
  const weight = steps.map((step) => step / steps.reduce((sum, s) => sum + s * s, 0));
  const slope = at.reduce((sum, i, k) => sum + weight[k] * fit.terms[i].estimate, 0);
  const variance = at.reduce(
    (sum, i, k) =>
      sum + at.reduce((inner, j, l) => inner + weight[k] * weight[l] * fit.vcov[i * fit.terms.length + j], 0),
    0,
  );
  return { slope, se: Math.sqrt(variance) };
}

test("deciles' additions leave the average effect as planted", async () => {
  for (const { id, fit } of await fitCells(study, cells)) {
    const { estimate, se } = exposureTerm(fit);
    const planted = plantedTruth.linkWorkers[fit.spec.outcome as OutcomeName];
    assert.ok(Math.abs(estimate - planted) < 3.3 * se, `${id}: ${estimate} (${se}) against ${planted}`);
  }
});

test("one role of the paper has no label in the releases and leaves the models", () => {
  assert.deepEqual(
    rolesInData(study.frame).absent.map(({ label }) => label),
    ["Mental health practitioners"],
  );
});

test("what acts on the answers gives link workers alone their planted effect, the total and the share the signs of the paper", () => {
  for (const cell of cells) {
    const outcome = outcomeOf(cell);
    const [alone] = schemeTruth(study, cell, ["link_workers"]);
    assert.ok(Math.abs(alone - plantedTruth.linkWorkers[outcome]) < 1e-4, `${outcome}: ${alone}`);
    const [total, share] = schemeTruth(study, cell, ["arrs_total", "arrs_link_share"]);
    const found = ["support", "good_gp", "mh_understood"].includes(outcome) ? total : share;
    assert.ok(found > 0, `${outcome}: total ${total}, share ${share}`);
  }
});

test("the planted effects of link workers, total and share are recovered beside the rest of the scheme", async () => {
  const { present } = rolesInData(study.frame);
  const roles = await fitCells(
    study,
    cells.map((cell) => withOtherRoles(cell, present)),
  );
  const scheme = await fitCells(study, cells.map(withTotalAndShare));
  const found = [
    ...schemeRecovery(study, "s8", cells, roles, ["link_workers"]),
    ...schemeRecovery(study, "s9", cells, scheme, ["arrs_total", "arrs_link_share"]),
  ];
  assert.equal(found.length, 15);
  for (const { cell, term, planted, estimate, se, z } of found) {
    assert.ok(Math.abs(z) < 3.3, `${cell.id} ${term}: ${estimate} (${se}) against ${planted}`);
  }
});

const numbers = ({ rows }: TableExhibit, column: number): number[] =>
  rows.map(({ cells: row }) => {
    const cell = row[column];
    return cell.kind === "number" || cell.kind === "count" ? cell.value : Number.NaN;
  });

test("Table S.3: every characteristic of a column adds up to 100%, the population only in what its files hold", () => {
  const table = descriptiveTable(study, cells);
  const groups: string[] = [];
  for (const { group } of table.rows) groups.push(group ?? (groups.at(-1) as string));
  const heads = [...new Set(groups)].slice(1);
  for (let c = 1; c < table.columns.length; c++) {
    const values = numbers(table, c);
    for (const head of heads) {
      const known = values.filter((value, r) => groups[r] === head && !Number.isNaN(value));
      const sum = known.reduce((total, value) => total + value, 0);
      const held = c > 1 || !/^(?:Survey year|Ethnic|Employment)/.test(head);
      if (held) assert.ok(Math.abs(sum - 100) < 1e-6, `${table.columns[c].id} ${head} ${sum}`);
      else assert.equal(known.length, 0, `${head} is not known of the population`);
    }
  }
});

test("Table S.4: the answers of a question are those of all respondents", () => {
  const table = rawAnswersTable(study);
  const counts = numbers(
    table,
    table.columns.findIndex(({ id }) => id === "all"),
  );
  let sum = 0;
  table.rows.forEach(({ group }, r) => {
    if (group !== undefined && r > 0) {
      assert.equal(sum, study.frame.rows);
      sum = 0;
    }
    sum += counts[r];
  });
  assert.equal(sum, study.frame.rows);
});

test("Table S.5: roles add up to no more than the scheme, link workers are the exposure's", () => {
  for (const year of [2021, 2022, 2023]) {
    const rows = roleYears(study).filter((row) => row.year === year);
    const total = rows.find(({ column }) => column === "arrs_total")?.fte ?? 0;
    const parts = rows.filter(({ column }) => column !== "arrs_total").reduce((sum, { fte }) => sum + fte, 0);
    assert.ok(parts < total && parts > 0.7 * total, `${year}: ${parts} of ${total}`);
    const { per50kPatientWeighted } = study.exposure.find(({ surveyYear }) => surveyYear === year) as {
      per50kPatientWeighted: number;
    };
    assert.ok(Math.abs((rows[0].per50k ?? 0) - per50kPatientWeighted) < 1e-9);
  }
  assert.equal(rolesTable(study).rows.length, 3 * 12 + 6);
});

test("Table A.1 has a row a survey year, published beside the rows read", () => {
  const rows = numbers(responseTable(study), 5);
  assert.equal(rows.length, 6);
  assert.equal(
    rows.reduce((sum, n) => sum + n, 0),
    study.frame.rows,
  );
});
