import type { StudyRules } from "../../study/study";
import { STAFF_ROLES } from "../coding";
import { type Duck, literal } from "../duck";
import type { PublicExposure } from "../linkage/exposure";
import type { MapDate } from "../linkage/linkPractices";
import { PUBLISHED_LINK_WORKER_FTE } from "./nationalTotals";
import type { Reconciliation } from "./types";

/**
 * Staff in each file against staff given to PCNs, and patients on each list against patients in PCNs.
 * @param real of real files the published England totals are compared
 */
export async function reconcilePublic(
  duck: Duck,
  study: StudyRules,
  real: boolean,
  dates: readonly MapDate[],
  exposure: PublicExposure,
): Promise<readonly Reconciliation[]> {
  const found: Reconciliation[] = [];
  for (const date of dates) {
    if (date.period !== null) found.push(await staff(duck, study, real, date, date.period, exposure));
    found.push(await patients(duck, date, exposure));
  }
  return found;
}

async function staff(
  duck: Duck,
  { exposure: { role } }: StudyRules,
  real: boolean,
  { surveyYear }: MapDate,
  period: string,
  { pcnYears }: PublicExposure,
): Promise<Reconciliation> {
  const inPeriod = `period = ${literal(period)} AND role IN (${STAFF_ROLES[role].map(literal).join(", ")})`;
  const [{ total, none }] = await duck.rows<{ total: number; none: number }>(
    `SELECT coalesce(sum(fte), 0)::DOUBLE AS total, coalesce(sum(fte_no_pcn), 0)::DOUBLE AS none FROM staff_in_file WHERE ${inPeriod}`,
  );
  const [{ unplaced }] = await duck.rows<{ unplaced: number }>(
    `SELECT coalesce(sum(fte), 0)::DOUBLE AS unplaced FROM workforce
     WHERE ${inPeriod} AND pcn NOT IN (SELECT pcn FROM practice_pcn WHERE year = ${surveyYear})`,
  );
  const assigned = pcnYears.filter((row) => row.surveyYear === surveyYear).reduce((sum, { fte }) => sum + fte, 0);
  const known = real && role === "Social Prescribing Link Worker";
  const published = known ? PUBLISHED_LINK_WORKER_FTE[period] : undefined;
  return balanced(
    `workforce ${period} (survey year ${surveyYear})`,
    "FTE",
    total,
    assigned,
    none + unplaced,
    published,
  );
}

async function patients(duck: Duck, { surveyYear }: MapDate, { pcnYears }: PublicExposure): Promise<Reconciliation> {
  const [{ total, none }] = await duck.rows<{ total: number; none: number }>(
    `SELECT coalesce(sum(patients), 0)::DOUBLE AS total,
       coalesce(sum(patients) FILTER (practice NOT IN (SELECT practice FROM practice_pcn WHERE year = ${surveyYear})), 0)::DOUBLE AS none
     FROM list_size WHERE year = ${surveyYear}`,
  );
  const assigned = pcnYears
    .filter((row) => row.surveyYear === surveyYear)
    .reduce((sum, { patients }) => sum + patients, 0);
  return balanced(`list size ${surveyYear}`, "patients", total, assigned, none);
}

/** A reconciliation with its verdict: to a millionth of the total, sums of exact decimals as they are. */
export function balanced(
  what: string,
  unit: Reconciliation["unit"],
  inFile: number,
  assigned: number,
  unassigned: number,
  published?: number,
): Reconciliation {
  const balances = Math.abs(inFile - assigned - unassigned) <= 1e-6 * Math.max(1, Math.abs(inFile));
  return { what, unit, inFile, assigned, unassigned, balances, published: published ?? null };
}
