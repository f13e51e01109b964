import type { CellId, OutcomeName, Published } from "../published/published";
import { EXPOSURES, STANDARD_ERRORS, YEAR_MEANS } from "./targets";
import { worldSize } from "./world/size";

/** One row of the calibration table. */
export interface CalibrationRow {
  readonly quantity: string;
  readonly target: number;
  readonly achieved: number;
  /** Achieved less target. */
  readonly difference: number;
  readonly unit: "respondents" | "%" | "link workers per 50,000" | "PCNs" | "practices" | "log odds";
}

/** What the study found on the twin, from its own frame and fits. Parts may be left out; their rows then are too. */
export interface ObservedCalibration {
  /** Cells of Table 3: respondents, mean outcome (0-1), and the exposure's log odds ratio with its clustered standard error. */
  readonly cells: readonly {
    readonly id: string;
    readonly n: number;
    readonly mean: number;
    readonly logOdds?: number;
    readonly se?: number;
  }[];
  /** Means (0-1) by survey year in the outcome's headline sample. */
  readonly yearMeans?: readonly { readonly outcome: OutcomeName; readonly year: number; readonly mean: number }[];
  /** Exposure over networks by survey year; absent returns count as 0. */
  readonly exposure?: readonly {
    readonly year: number;
    readonly patientWeighted: number;
    readonly pcnSd: number;
    readonly shareZero: number;
  }[];
  /** Distinct networks and practices of the analysis sample (M1, not isolated). */
  readonly pcns?: number;
  readonly practices?: number;
}

/** What the generator says it planted. */
export interface PlantedCalibration {
  readonly scale: number;
  /** Share of the paper's respondents the quotas give. */
  readonly quotaShare: number;
  readonly linkWorkers: Readonly<Record<OutcomeName, number>>;
  /** Standard errors to expect at this scale; at scale 1 the paper's own take their place. */
  readonly expectedSe: Readonly<Partial<Record<CellId, number>>>;
}

/** The twin's aims beside what the study measured on it. A pure function; order: cells, years, exposure, counts. */
export function calibrationReport(
  observed: ObservedCalibration,
  published: Published,
  planted: PlantedCalibration,
): CalibrationRow[] {
  return [
    ...observed.cells.flatMap((cell) => cellRows(cell, published, planted)),
    ...(observed.yearMeans ?? []).flatMap(yearRows),
    ...(observed.exposure ?? []).flatMap(exposureRows),
    ...countRows(observed, planted.scale),
  ];
}

type Cell = ObservedCalibration["cells"][number];

function cellRows(cell: Cell, published: Published, planted: PlantedCalibration): CalibrationRow[] {
  const printed = published.cells.find((entry) => entry.id === cell.id);
  if (printed === undefined) return [];
  const n = Math.round(printed.n.value * planted.quotaShare);
  const rows = [
    row(`respondents, ${cell.id}`, n, cell.n, "respondents"),
    row(`mean, ${cell.id}`, printed.meanPct.value, cell.mean * 100, "%"),
  ];
  if (cell.logOdds !== undefined) {
    rows.push(row(`log odds ratio, ${cell.id}`, planted.linkWorkers[printed.outcome], cell.logOdds, "log odds"));
  }
  if (cell.se !== undefined) {
    const se = planted.scale === 1 ? STANDARD_ERRORS[printed.id] : (planted.expectedSe[printed.id] ?? Number.NaN);
    rows.push(row(`standard error, ${cell.id}`, se, cell.se, "log odds"));
  }
  return rows;
}

function yearRows(entry: NonNullable<ObservedCalibration["yearMeans"]>[number]): CalibrationRow[] {
  const target = YEAR_MEANS[entry.outcome]?.[entry.year];
  if (target === undefined) return [];
  return [row(`mean, ${entry.outcome} ${entry.year}`, target * 100, entry.mean * 100, "%")];
}

function exposureRows(entry: NonNullable<ObservedCalibration["exposure"]>[number]): CalibrationRow[] {
  const target = EXPOSURES[entry.year];
  if (target === undefined) return [];
  const unit = "link workers per 50,000";
  return [
    row(`exposure, patients' mean ${entry.year}`, target.patientWeighted, entry.patientWeighted, unit),
    row(`exposure, SD over PCNs ${entry.year}`, target.pcnSd, entry.pcnSd, unit),
    row(`PCNs without a link worker ${entry.year}`, target.shareZero * 100, entry.shareZero * 100, "%"),
  ];
}

function countRows(observed: ObservedCalibration, scale: number): CalibrationRow[] {
  const size = worldSize(scale);
  const rows: CalibrationRow[] = [];
  if (observed.pcns !== undefined) rows.push(row("PCNs", size.pcns, observed.pcns, "PCNs"));
  if (observed.practices !== undefined) rows.push(row("practices", size.practices, observed.practices, "practices"));
  return rows;
}

function row(quantity: string, target: number, achieved: number, unit: CalibrationRow["unit"]): CalibrationRow {
  return { quantity, target, achieved, difference: achieved - target, unit };
}
