import type { StudyRules } from "../../study/study";
import { StudyError } from "../../util/errors";
import { ARRS_ROLES, ARRS_TOTAL, STAFF_ROLES } from "../coding";
import { type Duck, literal } from "../duck";
import { joinReport } from "./joinReport";
import type { MapDate } from "./linkPractices";
import type { ArrsFte, ExposureState, ExposureYear, JoinReport, PcnYear } from "./types";

/** England's contract for Primary Care Networks, which pays for link workers, starts on this date. */
export const SCHEME_START = "2019-07-01";

export interface PublicExposure {
  readonly years: readonly ExposureYear[];
  readonly pcnYears: readonly PcnYear[];
  /** FTE of the scheme's roles in each of `pcnYears`, in the same order. */
  readonly arrs: readonly ArrsFte[];
  readonly joins: readonly JoinReport[];
}

interface Row {
  readonly pcn: string;
  readonly practices: number;
  readonly patients: number;
  readonly fte: number;
  readonly reported: boolean;
  readonly arrs: readonly number[];
}

/** The exposure of every PCN and survey year from `workforce`, `practice_pcn` and `list_size`. */
export async function computeExposure(
  duck: Duck,
  study: StudyRules,
  dates: readonly MapDate[],
): Promise<PublicExposure> {
  const labels = STAFF_ROLES[study.exposure.role].map(literal).join(", ");
  const years: ExposureYear[] = [];
  const pcnYears: PcnYear[] = [];
  const arrs: ArrsFte[] = [];
  const joins: JoinReport[] = [];
  for (const date of dates) {
    joins.push(await listJoin(duck, date));
    const { total } = await totals(duck, date, labels);
    const found = await pcnRows(duck, date, labels);
    const rows = found.map((row) => pcnYear(study, date, row));
    pcnYears.push(...rows);
    arrs.push(...found.map((row) => arrsFte(row)));
    years.push(summary(study, date, rows, total));
    if (date.period) joins.push(await staffJoin(duck, date, labels, rows, total));
  }
  return { years, pcnYears, arrs, joins };
}

const ROLES = [...ARRS_ROLES, ARRS_TOTAL];

const fteOf = (labels: string) => `coalesce(sum(fte) FILTER (role IN (${labels})), 0)`;

/** A PCN without a return, or in a year without one, has none of the scheme's staff on record. */
const arrsFte = ({ arrs }: Row): ArrsFte => Object.fromEntries(ROLES.map(({ column }, k) => [column, arrs?.[k] ?? 0]));

const atYear = ({ surveyYear }: MapDate) => `SELECT practice, pcn FROM practice_pcn WHERE year = ${surveyYear}`;

/** PCNs at the map date with practices, registered patients and staff. Decimals are summed exactly before they become numbers. */
function pcnRows(duck: Duck, date: MapDate, labels: string): Promise<readonly Row[]> {
  const period = literal(date.period ?? "");
  const roles = ROLES.map((role) => `(${fteOf(role.labels.map(literal).join(", "))})::DOUBLE`);
  return duck.rows<Row>(`
    SELECT p.pcn, p.practices::INTEGER AS practices, p.patients::DOUBLE AS patients, coalesce(s.fte, 0)::DOUBLE AS fte, s.pcn IS NOT NULL AS reported, s.arrs
    FROM (SELECT m.pcn, count(*) FILTER (l.patients > 0) AS practices, coalesce(sum(l.patients), 0) AS patients
          FROM (${atYear(date)}) m LEFT JOIN list_size l ON l.year = ${date.surveyYear} AND l.practice = m.practice GROUP BY m.pcn) p
    LEFT JOIN (SELECT pcn, ${fteOf(labels)} AS fte, [${roles.join(", ")}] AS arrs FROM workforce WHERE period = ${period} GROUP BY pcn) s
      ON s.pcn = p.pcn ORDER BY p.pcn`);
}

async function totals(duck: Duck, { period }: MapDate, labels: string): Promise<{ total: number }> {
  const [row] = await duck.rows<{ total: number }>(
    `SELECT coalesce(sum(fte), 0)::DOUBLE AS total FROM workforce WHERE period = ${literal(period ?? "")} AND role IN (${labels})`,
  );
  return row;
}

function pcnYear(study: StudyRules, date: MapDate, row: Row): PcnYear {
  const state = stateOf(date, row);
  const absent = state === "not reported" && study.exposure.absentPcn === "drop";
  const counts = row.patients > 0 && !absent;
  const rate = counts ? (row.fte / row.patients) * study.exposure.perPatients : date.period === null ? 0 : Number.NaN;
  const { pcn, practices, patients, fte } = row;
  return { surveyYear: date.surveyYear, pcn, practices, patients, fte, rate, state };
}

function stateOf({ period, surveyYear }: MapDate, row: Row): ExposureState {
  if (period === null) return `${surveyYear - 1}-12-31` < SCHEME_START ? "before scheme" : "not published";
  if (!row.reported) return "not reported";
  return row.fte > 0 ? "reported" : "reported none";
}

function summary(
  study: StudyRules,
  { surveyYear, period }: MapDate,
  rows: readonly PcnYear[],
  fte: number,
): ExposureYear {
  if (period === null) {
    const zero = { per50kPatientWeighted: 0, per50kPcnMean: 0, per50kPcnSd: 0 };
    return { surveyYear, period, pcns: null, reporting: null, fte: 0, ...zero };
  }
  const used = rows.filter(({ rate }) => !Number.isNaN(rate));
  const sum = (of: (row: PcnYear) => number) => used.reduce((total, row) => total + of(row), 0);
  const mean = sum(({ rate }) => rate) / used.length;
  const variance = sum(({ rate }) => (rate - mean) ** 2) / used.length;
  return {
    surveyYear,
    period,
    pcns: rows.length,
    reporting: rows.filter(({ state }) => state !== "not reported").length,
    fte,
    per50kPatientWeighted: (sum((row) => row.fte) / sum(({ patients }) => patients)) * study.exposure.perPatients,
    per50kPcnMean: mean,
    per50kPcnSd: Math.sqrt(variance),
  };
}

const listJoin = (duck: Duck, date: MapDate): Promise<JoinReport> =>
  joinReport(duck, {
    name: `list size ${date.surveyYear}: practice to PCN at ${date.date}`,
    left: {
      what: "practices with a list",
      sql: `SELECT practice AS key, 1 AS n, patients AS amount FROM list_size WHERE year = ${date.surveyYear}`,
    },
    right: { what: "practices in a PCN", sql: `SELECT practice AS key FROM (${atYear(date)})` },
    carried: "registered patients",
  });

async function staffJoin(
  duck: Duck,
  date: MapDate,
  labels: string,
  rows: readonly PcnYear[],
  total: number,
): Promise<JoinReport> {
  const report = await joinReport(duck, {
    name: `workforce ${date.period}: PCN of staff to PCN of practices at ${date.date}`,
    left: {
      what: "staff records",
      sql: `SELECT pcn AS key, 1 AS n, CASE WHEN role IN (${labels}) THEN fte ELSE 0 END AS amount FROM workforce WHERE period = ${literal(date.period ?? "")}`,
    },
    right: { what: "PCNs with a practice", sql: `SELECT pcn AS key FROM (${atYear(date)})` },
    carried: "FTE of the role",
  });
  const assigned = rows.reduce((sum, { fte }) => sum + fte, 0);
  if (Math.abs(assigned + (report.carried?.unmatched ?? 0) - total) > 1e-6) {
    throw new StudyError(
      "verification",
      "fte-adds-up",
      `workforce ${date.period}: ${assigned} FTE assigned and ${report.carried?.unmatched} not, of ${total}.`,
    );
  }
  return report;
}
