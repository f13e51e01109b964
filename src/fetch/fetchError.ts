import { StudyError } from "../util/errors";

/** What can be wrong with a download, by rule. */
export type FetchRule =
  | "address-known"
  | "address-secure"
  | "server-answers"
  | "file-at-address"
  | "redirect-same-host"
  | "download-whole"
  | "size-as-stated"
  | "size-limit"
  | "content-as-expected"
  | "digest-as-reviewed"
  | "digest-as-received";

/** A failed download: the file, what is wrong, what to do. */
export function fetchError(rule: FetchRule, name: string, message: string): StudyError {
  return new StudyError(rule === "server-answers" ? "environment" : "input", rule, `${name}: ${message}`);
}
