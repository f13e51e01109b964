import { variablesOf } from "../coding";
import { type Duck, identifier } from "../duck";
import { surveyDeclaration } from "../inputs/declarations";
import { loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { joinReport } from "../linkage/joinReport";
import type { JoinReport, RepairCount } from "../linkage/types";
import type { RawYear } from "./rawYear";

export interface SurveyYear {
  readonly raw: RawYear;
  readonly joins: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
}

/** Practice codes and LSOAs in capitals without surrounding spaces; blank becomes NULL. */
const place = (name: string) => `nullif(upper(trim(${name}, ' \u00a0')), '')`;

/** Makes the dictionary of practice codes met in any survey year; `readSurveyYear` adds to it. */
export const startPracticeDictionary = (duck: Duck): Promise<void> =>
  duck.run("CREATE OR REPLACE TABLE practice_ids (practice VARCHAR PRIMARY KEY, id USMALLINT)");

/** The practice dictionary in order of position. */
export async function practiceDictionary(duck: Duck): Promise<readonly string[]> {
  const rows = await duck.rows<{ practice: string }>("SELECT practice FROM practice_ids ORDER BY id");
  return rows.map(({ practice }) => practice);
}

/** Reads one respondent file and joins each row to its practice, income decile and rural-urban class. Row order is not kept. */
export async function readSurveyYear(duck: Duck, input: OpenedInput, year: number): Promise<SurveyYear> {
  const declaration = surveyDeclaration(year);
  const { rows, repairs: tidied } = await loadTable(duck, input, declaration, { table: "answers_read" });
  const [changed] = await duck.rows<{ practice: number; lsoa: number }>(`SELECT
    count(*) FILTER (practice_code <> ${place("practice_code")})::INTEGER AS practice,
    count(*) FILTER (lsoa <> ${place("lsoa")})::INTEGER AS lsoa FROM answers_read`);
  await duck.run(`
    CREATE OR REPLACE VIEW answers AS SELECT * REPLACE (${place("practice_code")} AS practice_code, ${place("lsoa")} AS lsoa) FROM answers_read;
    INSERT INTO practice_ids SELECT practice_code, (SELECT count(*) FROM practice_ids) + row_number() OVER (ORDER BY practice_code) - 1
    FROM (SELECT DISTINCT practice_code FROM answers WHERE practice_code IS NOT NULL) a WHERE practice_code NOT IN (SELECT practice FROM practice_ids)`);
  const joins = await surveyJoins(duck, input, year);
  const raw = await streamYear(duck, year, rows);
  await duck.run("DROP VIEW answers; DROP TABLE answers_read");
  const repairs = [
    ...tidied,
    { rule: `survey ${year}: practice codes put in capitals without spaces`, file: input.name, rows: changed.practice },
    { rule: `survey ${year}: LSOA codes put in capitals without spaces`, file: input.name, rows: changed.lsoa },
  ];
  return { raw, joins, repairs: repairs.filter((repair) => repair.rows > 0) };
}

async function streamYear(duck: Duck, year: number, rows: number): Promise<RawYear> {
  const names = variablesOf(year).map(({ name }) => name);
  const answers = Object.fromEntries(names.map((name) => [name, new Uint8Array(rows)]));
  const raw = {
    year,
    rows,
    practice: new Uint16Array(rows),
    decile: new Uint8Array(rows),
    rural: new Uint8Array(rows),
    answers,
  };
  const targets = [raw.practice, raw.decile, raw.rural, ...names.map((name) => answers[name])];
  const codes = names.map((name) => `coalesce(enum_code(${identifier(name)}), 255)::UTINYINT`);
  const result = await duck.stream(`
    SELECT coalesce(p.id, 65535)::USMALLINT, coalesce(l.decile, 0)::UTINYINT, coalesce(l.rural, 255)::UTINYINT, ${codes.join(", ")}
    FROM answers a LEFT JOIN practice_ids p ON p.practice = a.practice_code LEFT JOIN lsoa l ON l.lsoa = a.lsoa`);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let j = 0; j < targets.length; j++) {
      // A numeric vector without NULLs holds its values as a typed array (not in the declared type).
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Uint8Array | Uint16Array };
      targets[j].set(items.subarray(0, chunk.rowCount), filled);
    }
    filled += chunk.rowCount;
  }
  if (filled !== rows) throw new Error(`survey ${year}: ${rows} rows became ${filled} in a many-to-one join`);
  return raw;
}

async function surveyJoins(duck: Duck, input: OpenedInput, year: number): Promise<readonly JoinReport[]> {
  const { restricted } = input;
  const respondents = (key: string) => ({ what: "respondents", sql: `SELECT ${key} AS key FROM answers` });
  return [
    await joinReport(duck, {
      name: `survey ${year}: practice to PCN`,
      left: respondents("practice_code"),
      right: { what: "practices in a PCN", sql: `SELECT practice AS key FROM practice_pcn WHERE year = ${year}` },
      restricted,
    }),
    await joinReport(duck, {
      name: `survey ${year}: LSOA to income decile`,
      left: respondents("lsoa"),
      right: { what: "English LSOAs", sql: "SELECT lsoa AS key FROM lsoa WHERE decile > 0" },
      restricted,
    }),
    await joinReport(duck, {
      name: `survey ${year}: LSOA to rural-urban class`,
      left: respondents("lsoa"),
      right: { what: "LSOAs with a class", sql: "SELECT lsoa AS key FROM lsoa WHERE rural < 255" },
      restricted,
    }),
  ];
}
