import type { Cell, TableExhibit, TableRow } from "../exhibit/types";
import type { BandFigureOptions } from "../figure/bandFigure";
import type { BoxFigureOptions } from "../figure/boxFigure";
import type { DotIntervalFigureOptions } from "../figure/dotIntervalFigure";
import type { FlowFigureOptions } from "../figure/flowFigure";
import type { LineFigureOptions } from "../figure/lineFigure";
import type { ResultRecord } from "../results/types";

/**
 * What stands behind a value of an exhibit, for the gate. It is plain data that writers ignore and that the gate removes. A value
 * without it is withheld when the answers are restricted.
 */
export type Underlying = PublicValue | CountBehind | OrganisationsBehind | ShareBehind | MeanBehind | EstimateBehind;

/** A value that comes from no respondent: published figures, settings, labels, public workforce data not joined with answers. */
export interface PublicValue {
  readonly role: "public";
}

/** The people behind a value. */
export interface People {
  /** Unweighted respondents. */
  readonly n: number;
  /** Practices and PCNs they belong to. Unknown numbers count as too few. */
  readonly practices?: number;
  readonly pcns?: number;
  /**
   * Names the group of people: equal names, equal people, in every exhibit of a study (`good_gp & ltc, year 2019`). Default:
   * a name made from the place in the exhibit.
   */
  readonly population?: string;
  /** Groups that contain this one: the ledger refuses releases that differ from theirs by fewer people than the threshold. */
  readonly within?: readonly string[];
  /** Variants of one sample (complete cases, reruns under other settings): each is compared with all the others. */
  readonly family?: string;
}

/** The value is a number of respondents: `sign * n + offset`. */
export interface CountBehind extends People {
  readonly role: "count";
  /** -1 for rows that leave a sample. */
  readonly sign?: 1 | -1;
  /** A public constant added to it (a difference from a published count). */
  readonly offset?: number;
  /** Nobody can be here (the question was not asked), so that a zero says nothing. */
  readonly structuralZero?: boolean;
}

/** The value is a number of practices or PCNs behind `n` respondents. */
export interface OrganisationsBehind extends People {
  readonly role: "organisations";
  readonly organisations: number;
}

/** The value is `scale * events / n`, a proportion of respondents. */
export interface ShareBehind extends People {
  readonly role: "share";
  readonly events: number;
  /** 1 for proportions, 100 for percent. */
  readonly scale: number;
  /** Names those with the outcome as `population` names all, so that the shares of a classification can be declared to add up. */
  readonly numerator?: string;
  /** Practices and PCNs of those with the outcome; default those of all. */
  readonly among?: Pick<People, "practices" | "pcns">;
}

/** The value is a sum or mean of a magnitude over `n` respondents or other units. */
export interface MeanBehind extends People {
  readonly role: "mean";
  /** Sum of the magnitude and its two largest contributions, for the dominance rules. */
  readonly sum: number;
  readonly largest: readonly [number, number];
}

/** The value is an estimate of a model: coefficient, error, interval, p value, marginal effect. */
export interface EstimateBehind {
  readonly role: "estimate";
  readonly fit: FitFacts;
  /** The coefficient it belongs to, when it is the coefficient of a level. */
  readonly term?: string;
  /** Other models that it rests on as well (how many of several agree). */
  readonly also?: readonly FitFacts[];
}

/** What rule 7 needs to know of a model. */
export interface FitFacts {
  readonly population: string;
  readonly n: number;
  readonly events: number;
  readonly practices: number;
  readonly clusters: number;
  /** Estimated coefficients, intercept included. */
  readonly parameters: number;
  /** Right-hand-side terms. */
  readonly termCount: number;
  /** Distinct patterns of the covariates, where counted; needed of models with one term. */
  readonly patterns?: number;
  /** The cell (dummy = 1) of each coefficient of a level. */
  readonly levels: Readonly<Record<string, LevelCell>>;
  /** The sample as a group of people, for the differencing of sample sizes; default: a group named `population`. */
  readonly sample?: Pick<People, "population" | "within" | "family">;
}

/** Respondents with the outcome and without it in the cell of a level, and the practices and PCNs they belong to. */
export interface LevelCell {
  readonly events: number;
  readonly nonEvents: number;
  readonly practices?: number;
  readonly pcns?: number;
}

/** Groups of people that add up: every respondent of the total is in exactly one part. Names are populations. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** What the gate is told about an exhibit as a whole. */
export interface ExhibitDisclosure {
  /** `public`: made without respondents, so that nothing in it is protected. */
  readonly source: "public" | "restricted";
  /** Who it describes, in words, for the output checker. */
  readonly population: string;
  readonly sums?: readonly Sum[];
  /** Columns whose text is a label (codes of a dictionary, names of models); the first column always is. */
  readonly labelColumns?: readonly string[];
  /** Numbers that titles, heads of blocks and notes may carry: constants of the method ("50,000"), labels of a dictionary. */
  readonly constants?: readonly string[];
  /** Numbers of the same places that rest on respondents (a joint test), with what stands behind them. */
  readonly quoted?: readonly QuotedText[];
}

/** Text whose numbers stand in titles, heads or notes when what it rests on clears. */
export interface QuotedText {
  readonly text: string;
  readonly underlying: Underlying | undefined;
}

export type DisclosableCell = Cell & { readonly underlying?: Underlying };

export interface DisclosableTable extends Omit<TableExhibit, "rows"> {
  readonly rows: readonly (Omit<TableRow, "cells"> & { readonly cells: readonly DisclosableCell[] })[];
  readonly disclosure?: ExhibitDisclosure;
}

/** Raw values of one box: the gate computes its summary. */
export interface BoxValues {
  readonly label: string;
  readonly values: readonly number[];
}

/** How a figure is made again from cleared values. `points` stand beside the values of each series. */
export type FigureSource =
  | { readonly kind: "line"; readonly options: LineFigureOptions; readonly points: UnderlyingSeries }
  | { readonly kind: "intervals"; readonly options: DotIntervalFigureOptions; readonly points: UnderlyingSeries }
  | { readonly kind: "band"; readonly options: BandFigureOptions; readonly behind: Underlying }
  | { readonly kind: "flow"; readonly options: FlowFigureOptions }
  | { readonly kind: "box"; readonly options: Omit<BoxFigureOptions, "boxes">; readonly boxes: readonly BoxValues[] };

export type UnderlyingSeries = readonly (readonly (Underlying | null)[])[];

export type DisclosableRecord = ResultRecord & { readonly underlying?: Underlying };
