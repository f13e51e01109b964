import { plainName, splitFields } from "../data/inputs/readHeader";
import { fetchError } from "./fetchError";
import type { PublicFile } from "./types";

/** Bytes from the start of a file that tell what it is; the header of a file of 1,000 columns fits. */
export const HEAD_BYTES = 1 << 18;

/** @throws StudyError when the first bytes are a web page, no zip where one is expected, or a header without the expected columns */
export function checkContent({ name, page, content }: PublicFile, head: Buffer, contentType = ""): void {
  const text = head.toString("latin1").replace(/^ï»¿/, "");
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text) || /^text\/html/i.test(contentType)) {
    throw fetchError("content-as-expected", name, `a web page came in place of the file. Look the file up on ${page}.`);
  }
  if (content.kind === "zip") {
    if (text.startsWith("PK\u0003\u0004")) return;
    throw fetchError("content-as-expected", name, `what came is no zip archive. Look the file up on ${page}.`);
  }
  if (text.startsWith("PK\u0003\u0004") || head.includes(0)) {
    throw fetchError("content-as-expected", name, `what came is not text. Look the file up on ${page}.`);
  }
  const found = splitFields(text.split(/\r?\n/, 1)[0]).map(plainName);
  const missing = content.columns.filter((column) => !found.includes(column));
  if (missing.length === 0) return;
  throw fetchError(
    "content-as-expected",
    name,
    `the header lacks ${missing.join(", ")}. The release has changed, or it is another file: look it up on ${page}.`,
  );
}
