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

/** Several failures as one, with the kind and rule of the first: a user sees all of them at once. */
export function allOf(errors: readonly StudyError[]): StudyError {
  if (errors.length === 1) return errors[0];
  return new StudyError(errors[0].kind, errors[0].rule, errors.map(({ message }) => message).join("\n"));
}

/** What each exit code of the command means; 0 is success and 1 a defect of the program. */
export const EXIT_MEANINGS: Readonly<Record<ErrorKind, string>> = {
  usage: "The command was called wrongly: an unknown option, a value out of range.",
  settings:
    "The manifest is not valid: an unknown key, a value that is not allowed, files or periods that do not fit together.",
  input: "An input file is missing, damaged, or holds something that is refused.",
  estimation: "A model cannot be estimated from the sample it was given.",
  notebook: "A notebook stopped with an error or went beyond its time.",
  environment:
    "The machine lacks something: a browser, memory, a folder that can be written, or another run holds the output folder.",
  verification: "Numbers that must agree do not, or a result may not be released.",
};
