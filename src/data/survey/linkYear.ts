import type { Duck } from "../duck";
import type { OpenedInput } from "../inputs/openInput";
import { joinReport } from "../linkage/joinReport";
import type { JoinReport, RepairCount } from "../linkage/types";
import type { RawYear } from "./rawYear";
import type { WrittenYear } from "./writtenYear";

/** Codes in capitals without surrounding spaces; blank becomes NULL. */
export const tidied = (name: string) => `nullif(upper(trim(${name}, ' \u00a0')), '')`;

export interface LinkedYear {
  readonly raw: RawYear;
  readonly joins: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
}

/** Joins the rows of a year to the practice dictionary, to which new practices are added, and to `lsoa`: by their distinct places. */
export async function linkYear(duck: Duck, input: OpenedInput, written: WrittenYear): Promise<LinkedYear> {
  await linkPlaces(duck);
  const { year, rows, answers } = written;
  const joins = await surveyJoins(duck, input, year);
  const repairs = await placeRepairs(duck, input, year);
  const practices = new Uint16Array(await count(duck, "practices_met"));
  const areas = await count(duck, "lsoas_met");
  const [decile, rural] = [new Uint8Array(areas), new Uint8Array(areas)];
  await duck.fill("SELECT coalesce(id, 65535)::USMALLINT FROM practices_met ORDER BY place", [practices]);
  await duck.fill(
    "SELECT coalesce(decile, 0)::UTINYINT, coalesce(rural, 255)::UTINYINT FROM lsoas_met ORDER BY place",
    [decile, rural],
  );
  const raw = {
    year,
    rows,
    practice: new Uint16Array(rows),
    decile: new Uint8Array(rows),
    rural: new Uint8Array(rows),
    answers,
  };
  for (let i = 0; i < rows; i++) {
    raw.practice[i] = practices[written.practice[i]];
    raw.decile[i] = decile[written.lsoa[i]];
    raw.rural[i] = rural[written.lsoa[i]];
  }
  return { raw, joins, repairs };
}

async function count(duck: Duck, table: string): Promise<number> {
  const [{ n }] = await duck.rows<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM ${table}`);
  return n;
}

/**
 * Tabulates places as written (`written`), tidied (`key`) and with their rows: `practices_met` with the dictionary's id, `lsoas_met`
 * with decile and class.
 */
function linkPlaces(duck: Duck): Promise<void> {
  return duck.run(`
    CREATE OR REPLACE TEMP TABLE keys_met AS SELECT *, ${tidied("written")} AS key FROM practices_written;
    INSERT INTO practice_ids SELECT key, (SELECT count(*) FROM practice_ids) + row_number() OVER (ORDER BY key) - 1
      FROM (SELECT DISTINCT key FROM keys_met WHERE key IS NOT NULL) WHERE key NOT IN (SELECT practice FROM practice_ids);
    CREATE OR REPLACE TEMP TABLE practices_met AS
      SELECT k.*, p.id FROM keys_met k LEFT JOIN practice_ids p ON p.practice = k.key;
    CREATE OR REPLACE TEMP TABLE lsoas_met AS
      SELECT k.*, l.decile, l.rural FROM (SELECT *, ${tidied("written")} AS key FROM lsoas_written) k LEFT JOIN lsoa l ON l.lsoa = k.key`);
}

async function placeRepairs(duck: Duck, { name }: OpenedInput, year: number): Promise<readonly RepairCount[]> {
  const changed = async (table: string, what: string): Promise<RepairCount> => {
    const [{ n }] = await duck.rows<{ n: number }>(
      `SELECT coalesce(sum(n), 0)::DOUBLE AS n FROM ${table} WHERE key IS NOT NULL AND key <> written`,
    );
    return { rule: `survey ${year}: ${what} put in capitals without spaces`, file: name, rows: n };
  };
  // Codes of 2021 where the lookups are of 2011, or damaged ones; homes in Wales, Scotland and Northern Ireland have no English decile.
  const [{ n }] = await duck.rows<{ n: number }>(`SELECT coalesce(sum(n), 0)::DOUBLE AS n FROM lsoas_met
    WHERE decile IS NULL AND NOT regexp_full_match(key, '[WSN9].*')`);
  const counts = [
    await changed("practices_met", "practice codes"),
    await changed("lsoas_met", "LSOA codes"),
    {
      rule: `survey ${year}: LSOA codes in neither lookup (of 2021, or damaged) kept without a decile`,
      file: name,
      rows: n,
    },
  ];
  return counts.filter(({ rows }) => rows > 0);
}

async function surveyJoins(duck: Duck, input: OpenedInput, year: number): Promise<readonly JoinReport[]> {
  const { restricted } = input;
  const respondents = (table: string) => ({ what: "respondents", sql: `SELECT key, n FROM ${table}` });
  const practices = respondents("practices_met");
  const lsoas = respondents("lsoas_met");
  const joins = [
    [
      "practice to PCN",
      practices,
      "practices in a PCN",
      `SELECT practice AS key FROM practice_pcn WHERE year = ${year}`,
    ],
    ["LSOA to income decile", lsoas, "English LSOAs", "SELECT lsoa AS key FROM lsoa WHERE decile > 0"],
    ["LSOA to rural-urban class", lsoas, "LSOAs with a class", "SELECT lsoa AS key FROM lsoa WHERE rural < 255"],
  ] as const;
  const reports: JoinReport[] = [];
  for (const [name, left, what, sql] of joins) {
    reports.push(await joinReport(duck, { name: `survey ${year}: ${name}`, left, right: { what, sql }, restricted }));
  }
  return reports;
}
