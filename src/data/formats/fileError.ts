import { StudyError } from "../../util/errors";

/** The one failure of these readers: the file, what is wrong with it, and the remedy. Never holds a cell. */
export const fileError = (name: string, rule: string, message: string): StudyError =>
  new StudyError("input", rule, `${name}: ${message}`);

/** A file that ends too early or contradicts itself. */
export const damaged = (name: string, what: string): StudyError =>
  fileError(name, "file-whole", `${what}. The file is damaged or cut short: fetch or save it again.`);
