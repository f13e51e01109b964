import { StudyError } from "../util/errors";
import { type RedactOptions, redactMessage } from "./redactMessage";

/** The place of a notebook's failure; what follows it is the text of an error, which may be made of anything. */
const NOTEBOOK_CELL = /^[\w.-]+\.ipynb, cell \d+(?: \([\w .-]+\))?/;

/**
 * An error as the terminal may show it when the answers are restricted: kind, rule and redacted message, no stack. The text of
 * unexpected errors and of failures in notebook cells is left out.
 */
export function restrictedError(error: unknown, options?: RedactOptions): StudyError {
  if (!(error instanceof StudyError)) {
    const message = "An unexpected failure; its text is in the private log.";
    return new StudyError("environment", "failure-is-expected", message);
  }
  const { kind, rule, message } = error;
  const [place] = NOTEBOOK_CELL.exec(message) ?? [];
  if (place !== undefined) return new StudyError(kind, rule, `${place}, failed; the message is in the private log.`);
  // The log of a kernel that did not start follows the first line.
  const text = rule === "kernel-starts" ? message.split("\n")[0] : message;
  return new StudyError(kind, rule, redactMessage(text, options));
}
