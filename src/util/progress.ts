/** One running stage of work. */
export interface Stage {
  /** Share done, 0 to 1, with an optional short note. */
  update(fraction: number, note?: string): void;
  done(note?: string): void;
}

/** Where long work reports to. The command draws bars; libraries and tests pass nothing. */
export interface Progress {
  stage(name: string): Stage;
}

/** A progress that goes nowhere. */
export const silent: Progress = { stage: () => ({ update: () => {}, done: () => {} }) };
