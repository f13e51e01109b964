import type { FilesSource, Study } from "../../study/study";
import { StudyError } from "../../util/errors";
import { nearest } from "../../util/nearest";
import { STAFF_LABELS } from "../coding";
import { type Duck, literal } from "../duck";
import { INCOME_DEPRIVATION, LIST_SIZE, PRACTICE_MAP, RURAL_URBAN, WORKFORCE } from "../inputs/declarations";
import { type Loaded, loadTable } from "../inputs/loadTable";
import { type OpenedInput, openInput } from "../inputs/openInput";
import { inputPath } from "../inputs/studyInputs";
import type { RepairCount } from "./types";

/** An input file as the report lists it. */
export interface InputRecord {
  /** `workforce 2021-12` */
  readonly input: string;
  /** As the manifest writes it. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
}

export interface LoadedPublic {
  readonly inputs: readonly InputRecord[];
  readonly repairs: readonly RepairCount[];
}

/** Codes of practices and PCNs, as text in capitals without surrounding spaces. */
const code = (name: string) => `upper(trim(${name}, ' \u00a0'))`;

/** Codes that stand for "in no PCN" in public files; they never become a PCN. */
export const PSEUDO_PCNS = ["U", "", "UNALLOCATED", "UNMAPPED", "UNK", "UNKNOWN", "NULL", "-"] as const;
const pseudo = PSEUDO_PCNS.map(literal).join(", ");

/** Loads workforce, practice map and list sizes into the tables `workforce`, `relationship` and `list_size`, and checks them. */
export async function loadExposureInputs(
  duck: Duck,
  study: Study,
  source: FilesSource,
  cacheDir: string,
): Promise<LoadedPublic> {
  const inputs: InputRecord[] = [];
  const open = (path: string) => openInput(path, inputPath(source, path), cacheDir);
  await duck.run(`
    CREATE OR REPLACE TABLE workforce (period VARCHAR, pcn VARCHAR, role VARCHAR, fte DECIMAL(38,18));
    CREATE OR REPLACE TABLE list_size (year INTEGER, practice VARCHAR, patients DECIMAL(38,18))`);
  const repairs: RepairCount[] = [];
  const periods = new Set(study.survey.years.map((year) => study.exposure.staffAt[year]));
  for (const period of [...periods].filter((one) => one !== "none")) {
    const input = await open(source.workforce[period]);
    const loaded = await loadWorkforce(duck, input, period);
    inputs.push(inputRecord(`workforce ${period}`, input, loaded.rows));
    repairs.push(...loaded.repairs);
    repairs.push(...(await workforceRepairs(duck, input, period)));
  }
  const map = await open(source.practiceMap);
  inputs.push(inputRecord("practice map", map, (await loadMap(duck, map)).rows));
  repairs.push(...(await mapRepairs(duck, map)));
  for (const year of study.survey.years) {
    const input = await open(source.listSize[year] as string);
    inputs.push(inputRecord(`list size ${year}`, input, (await loadLists(duck, input, year)).rows));
  }
  return { inputs, repairs: repairs.filter(({ rows }) => rows > 0) };
}

/** Loads the LSOA lookups into `lsoa (lsoa, decile 1-10 or 0, rural 0/1 or 255)`: every LSOA of either file. */
export async function loadAreas(duck: Duck, source: FilesSource, cacheDir: string): Promise<LoadedPublic> {
  const imd = await openInput(source.incomeDeprivation, inputPath(source, source.incomeDeprivation), cacheDir);
  const ruc = await openInput(source.ruralUrban, inputPath(source, source.ruralUrban), cacheDir);
  const imdLoaded = await loadTable(duck, imd, INCOME_DEPRIVATION, {
    table: "imd",
    expressions: { lsoa: code("lsoa") },
  });
  const rucLoaded = await loadTable(duck, ruc, RURAL_URBAN, { table: "ruc", expressions: { lsoa: code("lsoa") } });
  await assertUnique(duck, "imd", "lsoa", imd.name);
  await assertUnique(duck, "ruc", "lsoa", ruc.name);
  await duck.run(`CREATE OR REPLACE TABLE lsoa AS
    SELECT coalesce(i.lsoa, r.lsoa) AS lsoa, coalesce(i.income_decile::VARCHAR::UTINYINT, 0::UTINYINT) AS decile,
      CASE WHEN r.ruc IS NULL THEN 255 WHEN r.ruc::VARCHAR < 'D' THEN 0 ELSE 1 END::UTINYINT AS rural
    FROM imd i FULL JOIN ruc r ON i.lsoa = r.lsoa`);
  return {
    inputs: [
      inputRecord("income deprivation", imd, imdLoaded.rows),
      inputRecord("rural-urban class", ruc, rucLoaded.rows),
    ],
    repairs: [...imdLoaded.repairs, ...rucLoaded.repairs],
  };
}

export const inputRecord = (input: string, { name, facts }: OpenedInput, rows: number): InputRecord => ({
  input,
  path: name,
  rows,
  bytes: facts.bytes,
  sha256: facts.sha256,
  encoding: facts.encoding + (facts.byteOrderMark ? ", byte-order mark" : "") + (facts.gzip ? ", gzip" : ""),
});

async function loadWorkforce(duck: Duck, input: OpenedInput, period: string): Promise<Loaded> {
  const loaded = await loadTable(duck, input, WORKFORCE, {
    table: "staff",
    expressions: { pcn_code: code("pcn_code"), role: "trim(role)" },
  });
  const [year, month] = period.split("-").map(Number);
  await refuse(
    duck,
    input,
    "staff",
    `census_year <> ${year} OR census_month <> ${month}`,
    "period-as-declared",
    () => `is not of period ${period}. Correct source.workforce.${period} in the manifest.`,
    "census_year::VARCHAR",
  );
  const known = STAFF_LABELS.map(literal).join(", ");
  await refuse(
    duck,
    input,
    "staff",
    `role NOT IN (${known})`,
    "role-known",
    (label) => {
      const near = nearest(label, STAFF_LABELS);
      return `DETAILED_STAFF_ROLE "${label}" is not a known role.${near ? ` Did you mean "${near}"?` : ""} Add the label to src/data/coding/roles.ts if the publisher has introduced it.`;
    },
    "role",
  );
  await refusePcnCodes(duck, input, "staff");
  await duck.run(`INSERT INTO workforce SELECT ${literal(period)}, pcn_code, role, fte FROM staff WHERE ${realPcn}`);
  return loaded;
}

const realPcn = `pcn_code IS NOT NULL AND pcn_code NOT IN (${pseudo})`;

async function refusePcnCodes(duck: Duck, input: OpenedInput, table: string): Promise<void> {
  await refuse(
    duck,
    input,
    table,
    `${realPcn} AND NOT regexp_full_match(pcn_code, 'U[0-9]{5}')`,
    "pcn-code",
    (code) => `"${code}" is not a PCN code (U and five digits). Correct the cell.`,
    "pcn_code",
  );
}

async function workforceRepairs(duck: Duck, { name }: OpenedInput, period: string): Promise<readonly RepairCount[]> {
  const [row] = await duck.rows<{ negative: number; unallocated: number; fte: number }>(`
    SELECT count(*) FILTER (fte < 0)::INTEGER AS negative, count(*) FILTER (NOT (${realPcn}))::INTEGER AS unallocated FROM staff`);
  const [{ repeats }] = await duck.rows<{ repeats: number }>(
    `SELECT coalesce(sum(n - 1), 0)::INTEGER AS repeats FROM (SELECT COLUMNS(*), count(*) AS n FROM staff GROUP BY ALL HAVING count(*) > 1)`,
  );
  return [
    { rule: `workforce ${period}: negative FTE kept`, file: name, rows: row.negative },
    { rule: `workforce ${period}: repeated rows kept`, file: name, rows: repeats },
    { rule: `workforce ${period}: staff in no PCN left out`, file: name, rows: row.unallocated },
  ];
}

/** Dates as ODS and Excel exports write them. */
const parsed = (name: string) =>
  `try_strptime(nullif(trim(${name}), ''), ['%Y%m%d', '%Y-%m-%d', '%d/%m/%Y', '%d-%b-%Y', '%Y-%m-%d %H:%M:%S'])::DATE`;

async function loadMap(duck: Duck, input: OpenedInput): Promise<Loaded> {
  const loaded = await loadTable(duck, input, PRACTICE_MAP, {
    table: "map_rows",
    expressions: { practice_code: code("practice_code"), pcn_code: code("pcn_code") },
  });
  for (const column of ["relationship_start", "relationship_end"]) {
    await refuse(
      duck,
      input,
      "map_rows",
      `nullif(trim(${column}), '') IS NOT NULL AND ${parsed(column)} IS NULL`,
      "date-readable",
      (text) => `${column} "${text}" is not a date. Write YYYYMMDD.`,
      column,
    );
  }
  await refusePcnCodes(duck, input, "map_rows");
  await duck.run(`CREATE OR REPLACE TABLE relationship AS
    SELECT practice_code AS practice, pcn_code AS pcn, ${parsed("relationship_start")} AS starts, ${parsed("relationship_end")} AS ends
    FROM map_rows WHERE ${realPcn}`);
  return loaded;
}

async function mapRepairs(duck: Duck, { name }: OpenedInput): Promise<readonly RepairCount[]> {
  const [row] = await duck.rows<{ ended: number; unallocated: number }>(`
    SELECT count(*) FILTER (${parsed("relationship_end")} < ${parsed("relationship_start")})::INTEGER AS ended,
      count(*) FILTER (NOT (${realPcn}))::INTEGER AS unallocated FROM map_rows`);
  return [
    { rule: "practice map: relationships that end before they start never apply", file: name, rows: row.ended },
    { rule: "practice map: relationships to no PCN left out", file: name, rows: row.unallocated },
  ];
}

async function loadLists(duck: Duck, input: OpenedInput, year: number): Promise<Loaded> {
  const loaded = await loadTable(duck, input, LIST_SIZE, {
    table: "lists",
    expressions: { practice_code: code("practice_code") },
  });
  await refuse(
    duck,
    input,
    "lists",
    "patients < 0",
    "patients-not-negative",
    () => "registered patients are negative. Correct the cell.",
    "''",
  );
  await assertUnique(duck, "lists", "practice_code", input.name);
  await duck.run(`INSERT INTO list_size SELECT ${year}, practice_code, patients FROM lists`);
  return loaded;
}

/** Throws on the first row of a table, in file order, that meets a condition. */
async function refuse(
  duck: Duck,
  input: OpenedInput,
  table: string,
  condition: string,
  rule: string,
  message: (value: string) => string,
  value: string,
): Promise<void> {
  const [found] = await duck.rows<{ line: number; value: string; n: number }>(`
    SELECT line::INTEGER AS line, value, count(*) OVER ()::INTEGER AS n
    FROM (SELECT row_number() OVER () + 1 AS line, ${value} AS value, (${condition}) AS bad FROM ${table}) WHERE bad ORDER BY line LIMIT 1`);
  if (!found) return;
  throw new StudyError(
    "input",
    rule,
    `${input.name}:${found.line}: ${message(found.value)} Rows concerned: ${found.n}.`,
  );
}

/** The right side of an m:1 join has one row for a key. */
export async function assertUnique(duck: Duck, table: string, key: string, file: string): Promise<void> {
  const [twice] = await duck.rows<{ k: string; n: number }>(
    `SELECT ${key}::VARCHAR AS k, count(*)::INTEGER AS n FROM ${table} GROUP BY ${key} HAVING count(*) > 1 ORDER BY 1 LIMIT 1`,
  );
  if (!twice) return;
  throw new StudyError(
    "input",
    "join-many-to-one",
    `${file}: ${key} ${twice.k} stands in ${twice.n} rows; one is expected. Remove the repeats.`,
  );
}
