import type { People } from "../disclosure/underlying";
import type { LedgerStep, LogitFit } from "../model/types";
import { StudyError } from "../util/errors";
import type { YearLinkCounts } from "./survey/assembleFrame";

/** Rows of one respondent file up to the frame. `rowsInFile = refused + rowsRead`, `rowsRead = withPcn + withoutPcn`. */
export interface FileLedger {
  readonly surveyYear: number;
  readonly file: string;
  readonly rowsInFile: number;
  /** Rows refused; a refused row stops the run, so that a finished ledger holds 0. */
  readonly refused: number;
  readonly rowsRead: number;
  readonly withPcn: number;
  readonly withoutPcn: readonly LedgerStep[];
}

/** Rows from the respondent files to the frame. */
export interface FrameLedger {
  readonly files: readonly FileLedger[];
  readonly frameRows: number;
}

/** Rows from the frame to the estimation sample of one model. */
export interface CellLedger {
  readonly id: string;
  readonly outcome: string;
  readonly sample: readonly string[];
  readonly steps: readonly LedgerStep[];
  readonly n: number;
  /** Practices and PCNs behind the rows of the frame, `n` and each of `steps`, for the disclosure gate. */
  readonly facts?: { readonly everybody: People; readonly people: People; readonly steps: readonly People[] };
}

/** Every row from the files to each estimation sample. */
export interface SampleLedger extends FrameLedger {
  readonly cells: readonly CellLedger[];
}

/** The ledger of the files. @throws StudyError `verification` when it does not balance */
export function frameLedger(
  files: readonly { readonly surveyYear: number; readonly file: string; readonly rowsInFile: number }[],
  links: readonly YearLinkCounts[],
  frameRows: number,
): FrameLedger {
  const ledgers = files.map((file): FileLedger => {
    const link = links.find(({ surveyYear }) => surveyYear === file.surveyYear);
    const rowsRead = link?.rows ?? 0;
    const withoutPcn = link?.withoutPcn ?? [];
    return { ...file, refused: 0, rowsRead, withPcn: rowsRead - total(withoutPcn), withoutPcn };
  });
  for (const { file, rowsInFile, refused, rowsRead } of ledgers) balance(file, rowsInFile, refused + rowsRead);
  balance(
    "frame",
    ledgers.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    frameRows,
  );
  return { files: ledgers, frameRows };
}

/** Joins the files' ledger with the ledger of each fit. @throws StudyError `verification` when a fit does not balance */
export function sampleLedger(
  prepared: { readonly ledger: FrameLedger },
  fits: readonly { readonly id: string; readonly fit: LogitFit; readonly facts?: CellLedger["facts"] }[],
): SampleLedger {
  const { frameRows } = prepared.ledger;
  const cells = fits.map(({ id, fit, facts }): CellLedger => {
    balance(id, frameRows, total(fit.ledger) + fit.n);
    return {
      id,
      outcome: fit.spec.outcome,
      sample: fit.spec.sample ?? [],
      steps: fit.ledger,
      n: fit.n,
      ...(facts && { facts }),
    };
  });
  return { ...prepared.ledger, cells };
}

const total = (steps: readonly LedgerStep[]): number => steps.reduce((sum, { rows }) => sum + rows, 0);

function balance(what: string, left: number, right: number): void {
  if (left === right) return;
  throw new StudyError(
    "verification",
    "sample-ledger-balances",
    `sample ledger of ${what}: ${left} rows against ${right}. This is a defect: report it.`,
  );
}
