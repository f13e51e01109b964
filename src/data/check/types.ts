import type { ErrorKind } from "../../util/errors";
import type { ColumnCounts } from "../inputs/columnCounts";
import type { ExposureState, JoinReport, RepairCount } from "../linkage/types";

export type FileState = "accepted" | "accepted with repairs" | "refused" | "not read";

/** One declared file. `null` = not known, because the file could not be opened. */
export interface CheckedFile {
  /** `workforce 2021-12` */
  readonly input: string;
  /** As the manifest writes it. */
  readonly path: string;
  /** Workforce period or survey year the file stands for; `""` = all. */
  readonly period: string;
  readonly state: FileState;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly encoding: string;
  readonly sha256: string;
}

/** How the cells of one column of one file were taken. */
export interface CheckedColumn extends ColumnCounts {
  readonly input: string;
}

/** Something that must be put right before the study can run. */
export interface CheckProblem {
  readonly input: string;
  readonly kind: ErrorKind;
  readonly rule: string;
  /** File, line, column and remedy, as a run would print it. */
  readonly message: string;
}

/** A total that must come out the same on both sides. */
export interface Reconciliation {
  readonly what: string;
  readonly unit: "FTE" | "patients" | "respondents";
  readonly inFile: number;
  readonly assigned: number;
  readonly unassigned: number;
  /** True when what is in the file was assigned or named as unassigned, to rounding. */
  readonly balances: boolean;
  /** The publisher's England total, where one is known. */
  readonly published: number | null;
}

/** PCNs of a survey year by what their exposure rests on. */
export interface ExposureStates {
  readonly surveyYear: number;
  readonly period: string | null;
  readonly pcns: number;
  readonly byState: Readonly<Record<ExposureState, number>>;
}

/** Everything that `link-workers check` finds. */
export interface StudyCheck {
  /** The manifest as named by the user. */
  readonly manifest: string;
  readonly label: string;
  /** Counts of respondents are rounded, and no cell is shown. */
  readonly restricted: boolean;
  readonly passed: boolean;
  readonly problems: readonly CheckProblem[];
  readonly files: readonly CheckedFile[];
  readonly columns: readonly CheckedColumn[];
  readonly repairs: readonly RepairCount[];
  readonly joins: readonly JoinReport[];
  readonly reconciliations: readonly Reconciliation[];
  readonly exposure: readonly ExposureStates[];
}
