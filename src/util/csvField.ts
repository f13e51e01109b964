/** A printed number, percentage or interval: text that begins with a sign and is no formula. */
const NUMERIC = /^[+-]?\d[\d.]*(?:e[+-]?\d+)?(?:%| pp)?(?: to [+-]?\d[\d.]*)?$/i;

/**
 * One field of an RFC 4180 file. Text that a spreadsheet would run as a formula (leading = + - @ in either width, tab, line break)
 * gets a leading apostrophe; numbers, whatever their sign, stay numbers.
 */
export function csvField(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(text) && !NUMERIC.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
