import { StudyError } from "../../util/errors";
import type { ColumnCounts } from "../inputs/columnCounts";
import type { InputDeclaration } from "../inputs/declarations";
import { inputRecord } from "../inputs/inputRecord";
import type { Loaded } from "../inputs/loadTable";
import { openDeclared } from "../inputs/openDeclared";
import type { OpenedInput } from "../inputs/openInput";
import type { RepairCount } from "../linkage/types";
import type { CheckedColumn, CheckedFile, CheckProblem } from "./types";

/** A declared file on its way through the check. */
export interface FileToCheck {
  readonly input: string;
  readonly path: string;
  readonly fullPath: string;
  readonly period: string;
  readonly declaration: InputDeclaration;
  readonly restricted: boolean;
}

/** What one file yields when it is read. */
export type ReadFile = (input: OpenedInput) => Promise<Pick<Loaded, "rowsInFile" | "repairs">>;

/** Gathers what files hold and what is wrong with them; expected failures are kept, others pass through. */
export class Collector {
  readonly problems: CheckProblem[] = [];
  readonly files: CheckedFile[] = [];
  readonly columns: CheckedColumn[] = [];
  readonly repairs: RepairCount[] = [];

  constructor(private readonly cacheDir: string) {}

  /** Opens and reads a file; true when nothing in it is refused. */
  async file({ fullPath, ...file }: FileToCheck, read: ReadFile): Promise<boolean> {
    const { input, path, period, declaration, restricted } = file;
    let opened: OpenedInput | undefined;
    let rows: number | null = null;
    const columns: ColumnCounts[] = [];
    const loaded = await this.attempt(input, async () => {
      opened = await openDeclared({ name: path, path: fullPath, restricted }, declaration, this.cacheDir);
      rows = Math.max(0, opened.facts.records - 1);
      return read({ ...opened, onColumns: (found) => columns.push(...found) });
    });
    if (loaded) rows = loaded.rowsInFile;
    this.repairs.push(...(loaded?.repairs ?? []));
    this.columns.push(...columns.map((column) => ({ input, ...column })));
    const changed = (loaded?.repairs.length ?? 0) > 0 || columns.some(({ repaired }) => repaired.length > 0);
    const state = loaded === undefined ? "refused" : changed ? "accepted with repairs" : "accepted";
    this.files.push({ input, path, period, state, ...factsOf(opened), rows });
    return loaded !== undefined;
  }

  /** Result of the work, or undefined when it failed for a reason that is now a problem. */
  async attempt<Result>(input: string, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      this.problems.push({ input, kind: error.kind, rule: error.rule, message: error.message });
      return undefined;
    }
  }
}

function factsOf(opened: OpenedInput | undefined): Pick<CheckedFile, "bytes" | "encoding" | "sha256"> {
  if (opened === undefined) return { bytes: null, encoding: "", sha256: "" };
  const { bytes, encoding, sha256 } = inputRecord("", opened, 0);
  return { bytes, encoding, sha256 };
}
