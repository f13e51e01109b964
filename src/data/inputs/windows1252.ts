/** The characters of bytes 0x80 to 0x9F in Windows-1252; unassigned bytes stay control characters. */
const C1 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Text of Windows-1252 bytes. Node 20's TextDecoder leaves 0x80-0x9F as control characters, so that range is mapped here. */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\x80-\x9f]/g, (byte) => C1[byte.charCodeAt(0) - 0x80]);
}
