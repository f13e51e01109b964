import { Random } from "../../util/random";
import type { Practice } from "./networks";
import type { WorldSize } from "./size";

/** A financial year, April to March, with the last day before the survey it serves. */
export interface FinancialYear {
  readonly name: string;
  readonly start: string;
  readonly end: string;
  /** Registered patients in England, millions. */
  readonly patients: number;
}

export const FINANCIAL_YEARS: readonly FinancialYear[] = [59.53, 59.82, 60.32, 60.67, 61.57, 62.13].map(
  (patients, i) => ({
    name: `${2017 + i}-${String(18 + i)}`,
    start: `${2017 + i}0401`,
    end: `${2018 + i}0331`,
    patients,
  }),
);

/** Registered patients per practice (in the given order) and financial year: averages of quarters, so multiples of 0.25. */
export function drawLists(seed: number, size: WorldSize, practices: readonly Practice[]): Float64Array[] {
  const bases = practices.map((practice) => baseList(seed, practice));
  return FINANCIAL_YEARS.map((year, y) => {
    const open = practices.map((practice) => openShare(seed, practice, year));
    const drift = practices.map((practice) => new Random(seed, "drift", practice.code, year.name).normal());
    // Patients of closed practices register with the others: the total is given, so lists grow as practices close.
    const raw = bases.map((base, i) => base * open[i] * Math.exp(0.02 * drift[i]));
    const factor = (year.patients * 1e6 * size.places) / raw.reduce((a, b) => a + b, 0);
    const step = y === 0 ? 1 : 0.25;
    return Float64Array.from(raw, (list) => Math.round((list * factor) / step) * step);
  });
}

function baseList(seed: number, practice: Practice): number {
  if (practice.kind === "walk-in") return 0;
  const random = new Random(seed, "list", practice.code);
  // Practices that close, and those outside networks, are small.
  const median = practice.memberships.length === 0 ? 3800 : practice.closed === "" ? 7700 : 4600;
  return Math.max(1500, median * Math.exp(0.58 * random.normal()));
}

/** Share of the year's quarters the practice was open; a practice that shuts during a year is listed empty in 4 of 10 cases. */
function openShare(seed: number, practice: Practice, year: FinancialYear): number {
  if (practice.opened > year.end) return 0;
  const opening = practice.opened > year.start ? quarters(practice.opened, year) : 0;
  if (practice.closed === "" || practice.closed > year.end) return (4 - opening) / 4;
  if (practice.closed < year.start) return 0;
  if (new Random(seed, "emptied", practice.code).uniform() < 0.4) return 0;
  return Math.max(0, quarters(practice.closed, year) - opening) / 4;
}

/** Whole quarters between the start of the financial year and a day in it. */
function quarters(day: string, year: FinancialYear): number {
  const months = (Number(day.slice(0, 4)) - Number(year.start.slice(0, 4))) * 12 + Number(day.slice(4, 6)) - 4;
  return Math.min(4, Math.floor((months + 1) / 3));
}
