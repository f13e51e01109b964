/** Everything a stage's result depends on: a name that a reader knows (`setting exposure.absentPcn`, `code src/model/fitLogit`) to a digest or short value. */
export type StageInputs = Readonly<Record<string, string>>;

/** What became of one stage in a run. */
export interface StageRun {
  /** As a reader knows it: `survey twin`, `04-table-3`. */
  readonly name: string;
  readonly inputs: StageInputs;
  /** False when its stored result was taken. */
  readonly ran: boolean;
  /** Why it may not be stored, for a stage that always runs. */
  readonly always?: string;
}

export type OnStage = (run: StageRun) => void;
