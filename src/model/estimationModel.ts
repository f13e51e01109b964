import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { absorbedDependence } from "./absorbed";
import { type Basis, backTransform, keepsSpans, standardise } from "./basis";
import { checkSpec } from "./checkSpec";
import { collinearity, withoutMarked } from "./collinearity";
import { heapOf } from "./compiled/heap";
import { countGroups } from "./countGroups";
import type { Labelling } from "./labelTotals";
import { dropPerfectPrediction, type EstimationSample } from "./perfectPrediction";
import { type DesignRequest, type PreparedDesign, prepareDesign } from "./prepareDesign";
import { presentLabels } from "./residualTotals";
import { restrictDesign } from "./restrictDesign";
import { selectWords } from "./sample";
import type { DroppedTerm, LedgerStep, LogitSpec, Notice } from "./types";

/** A specification read against its data: the sample, the columns that are left, and the record of what left. */
export interface EstimationModel {
  readonly spec: LogitSpec;
  readonly design: PreparedDesign;
  readonly take: Uint8Array;
  readonly sample: EstimationSample;
  readonly basis: Basis;
  /** X'X of the basis over the sample, where it is known from judging collinearity. */
  readonly crossProducts?: Float64Array;
  readonly dropped: readonly DroppedTerm[];
  readonly notices: readonly Notice[];
  readonly ledger: readonly LedgerStep[];
}

/**
 * Selects the sample and the columns of a specification for a piece of work; everything but the fitting. Arrays of the model are taken back
 * when the work is done, so that its result must hold none of them.
 */
export function withModel<T>(frame: Frame, spec: LogitSpec, work: (model: EstimationModel) => T): T {
  return workOn(designOf(frame, spec), spec, work);
}

/** The same on rows already prepared. */
export function workOn<T>(design: PreparedDesign, spec: LogitSpec, work: (model: EstimationModel) => T): T {
  return heapOf(design.halves.memory).scoped(() => work(modelOf(design, spec)));
}

/** The prepared rows of a specification, made once per frame, set of columns and sample. */
export function designOf(frame: Frame, spec: LogitSpec): PreparedDesign {
  checkSpec(frame, spec);
  return restrictDesign(prepareDesign(frame, requestOf(spec)), spec.sample ?? []);
}

function modelOf(design: PreparedDesign, spec: LogitSpec): EstimationModel {
  const { take, ledger } = selectWords(design, spec);
  const centred = standardise(design, [], () => true).values;
  const counted = dropPerfectPrediction(design, spec, take, centred);
  const { basis, crossProducts, dropped, notices } = independentBasis(design, spec, counted);
  const groups = basis.centred ? counted.groups : countGroups(design, take, counted.kept, basis.values);
  const sample = { ...counted, groups };
  checkSize(design, spec, sample, basis);
  return {
    spec,
    design,
    take,
    sample,
    basis,
    crossProducts,
    dropped: [...sample.dropped, ...dropped],
    notices: [...sample.notices, ...notices],
    ledger: [...ledger, ...sample.ledger],
  };
}

function requestOf({ terms, cluster, secondCluster, absorb, outcome, sample, ...rest }: LogitSpec): DesignRequest {
  const columns = new Map<string, "factor" | "numeric">();
  for (const term of terms) {
    if (term.kind === "interaction") {
      columns.set(term.numeric, "numeric").set(term.factor, "factor");
    } else columns.set(term.name, term.kind);
  }
  return {
    columns: [...columns].map(([name, kind]) => ({ name, kind })),
    labels: [...new Set([cluster, secondCluster, absorb])].filter((name) => name !== undefined),
    frequency: rest.frequency,
    weights: rest.weights,
    flags: [outcome, ...(sample ?? [])],
  };
}

/** The columns left after the collinear ones, with numeric terms centred when that can be undone. */
function independentBasis(design: PreparedDesign, spec: LogitSpec, { columns, groups, n }: EstimationSample) {
  const judged = standardise(design, columns, (name) => keepsSpans(spec, name));
  const effects = absorbedLabel(design, spec);
  const { matrix, dependent: marked } = effects
    ? { matrix: undefined, dependent: absorbedDependence({ design }, groups, judged, effects) }
    : collinearity(judged, design.halves, groups);
  const gone = columns.flatMap(({ name }, j) => (marked[j] === 1 ? [name] : []));
  checkExposures(spec, n, gone);
  const kept = columns.filter((_, j) => marked[j] === 0);
  const centred = standardise(design, kept, () => true);
  const dropped: DroppedTerm[] = gone.map((term) => ({ term, reason: "collinear", rows: 0 }));
  const notices: Notice[] = gone.map((name) => ({
    id: "column-is-independent",
    message: `"${name}" depends linearly on earlier columns and left the model. Remove it, or put it before the columns it should replace.`,
  }));
  const basis = backTransform(centred) ? centred : standardise(design, kept, () => false);
  const crossProducts = matrix && judged.centred && basis.centred ? withoutMarked(matrix, marked) : undefined;
  return { basis, crossProducts, dropped, notices };
}

/** Cells labelled by the absorbed factor, when there is one. */
export function absorbedLabel(design: PreparedDesign, { absorb }: LogitSpec): Labelling | undefined {
  const label = design.labels.find(({ name }) => name === absorb);
  return label && { ofCell: label.ofCell, count: label.levels.length };
}

/** A term whose marginal effect is wanted, or the only numeric term, must be estimable. */
function checkExposures({ margins, terms }: LogitSpec, n: number, gone: readonly string[]): void {
  const numeric = terms.flatMap((term) => (term.kind === "numeric" ? [term.name] : []));
  const needed = new Set([...(margins ?? []), ...(numeric.length === 1 ? numeric : [])]);
  const lost = gone.find((name) => needed.has(name));
  if (lost === undefined) return;
  throw new StudyError(
    "estimation",
    "exposure-varies",
    `${lost} has no variation of its own in the ${n} rows of the sample: it is constant or depends linearly on earlier terms. Widen the sample, or remove the term.`,
  );
}

function checkSize(design: PreparedDesign, spec: LogitSpec, { n, groups }: EstimationSample, { columns }: Basis): void {
  const effects = absorbedLabel(design, spec);
  const size = columns.length + (effects ? presentLabels(design, groups, effects).length : 0);
  if (size < n && columns.length > 0) return;
  if (columns.length === 0) {
    throw new StudyError(
      "estimation",
      "model-has-columns",
      "No column is left besides the absorbed effects. Add a term that varies within them.",
    );
  }
  throw new StudyError(
    "estimation",
    "more-rows-than-columns",
    `The model has ${size} coefficients for ${n} rows. Widen the sample, or use fewer terms.`,
  );
}
