import { StudyError } from "../util/errors";

/** A refusal by disclosure control. One place, so that its exit code is decided once. */
export function disclosureError(rule: string, message: string): StudyError {
  return new StudyError("verification", rule, message);
}
