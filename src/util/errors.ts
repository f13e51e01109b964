/** Kinds of failure a user can cause or meet, each with the exit code of the command. */
export const EXIT_CODES = {
  usage: 2,
  settings: 3,
  input: 4,
  estimation: 5,
  notebook: 6,
  environment: 7,
  verification: 8,
} as const;

export type ErrorKind = keyof typeof EXIT_CODES;

/** An expected failure: says what is wrong, where, and the remedy. Printed without a stack. */
export class StudyError extends Error {
  readonly kind: ErrorKind;
  /** Stable id of the rule that was broken, e.g. `unknown-column`. */
  readonly rule: string;

  constructor(kind: ErrorKind, rule: string, message: string) {
    super(message);
    this.name = "StudyError";
    this.kind = kind;
    this.rule = rule;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}
