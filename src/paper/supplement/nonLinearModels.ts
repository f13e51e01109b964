import type { FactorColumn, Frame, LookupColumn } from "../../data/frame";
import { missingCode } from "../../data/frame";
import {
  type DoseResponse,
  doseResponse,
  harrellKnots,
  splineTerms,
  type WaldTest,
  waldTest,
  withSpline,
} from "../../model";
import type { LogitFit } from "../../model/types";
import { cachedFits, cachedResult, type StoredFrame } from "../../results/fitCache";
import type { CellSpec } from "../../study";
import type { FittedCell } from "../fittedCell";
import { gatedFacts } from "../gatedFacts";
import { EXPOSURE } from "../labels";
import { derivedFrame } from "./derivedFrame";
import { lookupOf } from "./lookupOf";
import { numeric, withExposure } from "./withExposure";

/** Columns that the non-linear readings of the exposure add. */
export const SQUARE = "link_workers_squared";
export const ANY = "link_workers_any";
export const BAND = "link_workers_band";
/** Link workers per 50,000, open below and closed above. */
export const BANDS = ["0", "0 to 1", "1 to 2", "above 2"] as const;
const BAND_TOPS = [0, 1, 2, Number.POSITIVE_INFINITY];
const KNOTS = 4;

/** The study's frame with the non-linear columns, and where the knots lie. */
export interface NonLinearFrame extends StoredFrame {
  /** Harrell's percentiles of the positive exposures over PCN-years. */
  readonly knots: readonly number[];
  /** 99th percentile of the positive exposures: where curves end. */
  readonly top: number;
}

/** Adds square, bands, an any-worker indicator and spline terms with knots on the positive PCN-years. */
export function nonLinearFrame(study: StoredFrame): NonLinearFrame {
  const { values } = lookupOf(study.frame, EXPOSURE);
  const positive = Array.from(values).filter((value) => value > 0);
  const knots = harrellKnots(positive, KNOTS);
  const top = positive.sort((a, b) => a - b)[Math.floor(0.99 * (positive.length - 1))];
  const derived = derivedFrame(study, `non-linear, knots ${knots.join(" ")}`, (frame) => withColumns(frame, knots));
  return {
    knots,
    top,
    frameDir: derived.frameDir,
    get frame() {
      return derived.frame;
    },
  };
}

function withColumns(frame: Frame, knots: readonly number[]): Frame {
  const exposure = lookupOf(frame, EXPOSURE);
  const splined = withSpline(frame, EXPOSURE, knots);
  const of = (f: (x: number) => number): LookupColumn => ({ ...exposure, values: exposure.values.map(f) });
  return {
    rows: frame.rows,
    columns: {
      ...splined.columns,
      [SQUARE]: of((x) => x * x),
      [ANY]: of((x) => (Number.isNaN(x) ? x : x > 0 ? 1 : 0)),
      [BAND]: bands(exposure),
    },
  };
}

function bands({ codes, values }: LookupColumn): FactorColumn {
  const missing = missingCode(codes);
  const bandOf = Uint8Array.from(values, (x) => (Number.isNaN(x) ? 0xff : BAND_TOPS.findIndex((top) => x <= top)));
  const out = new Uint8Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i] === missing ? 0xff : bandOf[codes[i]];
  return { kind: "factor", levels: BANDS, codes: out };
}

/** A fit with the test of interest. */
export interface TestedFit extends Pick<FittedCell, "fit" | "facts"> {
  readonly wald: WaldTest;
}

/** A cell under the three non-linear readings of the exposure, each with the test that it is a straight line. */
export interface NonLinearCell {
  readonly cell: CellSpec;
  readonly square: TestedFit;
  readonly bands: TestedFit;
  /** `wald` tests the bends (k - 2 terms), `jump` these and the step between none and the first link worker. */
  readonly spline: TestedFit & { readonly jump: WaldTest };
  /** Change of the mean probability from no link worker, with pointwise and simultaneous bands. */
  readonly curve: DoseResponse;
}

/** Fits cells with a square, in bands, and with a restricted cubic spline beside an any-worker indicator. */
export async function nonLinearCells(
  study: NonLinearFrame,
  cells: readonly CellSpec[],
): Promise<readonly NonLinearCell[]> {
  const readings = [
    [EXPOSURE, SQUARE].map(numeric),
    [{ kind: "factor", name: BAND, base: BANDS[0] } as const],
    [ANY, EXPOSURE, ...bends(study)].map(numeric),
  ];
  const specs = cells.flatMap((cell) => readings.map((terms) => withExposure(cell, terms).spec));
  const fits = await cachedFits(study, specs);
  return cells.map((cell, i) => nonLinearCell(study, cell, fits.slice(3 * i, 3 * i + 3)));
}

/** Names of the spline's terms beside the line. */
const bends = ({ knots }: NonLinearFrame): readonly string[] => knots.slice(2).map((_, k) => `${EXPOSURE}_s${k + 1}`);

function nonLinearCell(
  study: NonLinearFrame,
  cell: CellSpec,
  [square, inBands, spline]: readonly LogitFit[],
): NonLinearCell {
  const splines = bends(study);
  const settings = curveSettings(study, splines);
  const curve = cachedResult(study, __filename, [spline.spec, settings], () =>
    doseResponse(study.frame, spline, { settings, kind: "contrast", seed: CURVE_SEED }),
  );
  const tested = (fit: LogitFit, terms: string | readonly string[]): TestedFit => ({
    fit,
    wald: waldTest(fit, terms),
    ...gatedFacts(study, cell.id, fit),
  });
  return {
    cell,
    square: tested(square, SQUARE),
    bands: tested(inBands, BAND),
    spline: { ...tested(spline, splines), jump: waldTest(spline, [ANY, ...splines]) },
    curve,
  };
}

const CURVE_SEED = 20251103;
const CURVE_POINTS = 15;

/** No link worker, then equal steps up to the 99th percentile of the positive exposures. */
function curveSettings({ knots, top }: NonLinearFrame, splines: readonly string[]): readonly Record<string, number>[] {
  const doses = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => (i * top) / CURVE_POINTS);
  return doses.map((dose) => {
    const bent = splineTerms(dose, knots);
    return {
      [EXPOSURE]: dose,
      [ANY]: dose > 0 ? 1 : 0,
      ...Object.fromEntries(splines.map((name, k) => [name, bent[k]])),
    };
  });
}
