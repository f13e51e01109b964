import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StudyError } from "../../../util/errors";
import { shortHash } from "../../../util/shortHash";
import { writeFileAtomically } from "../../../util/writeFileAtomically";
import type { InputDeclaration } from "../declarations";
import { cachedFacts } from "../factsCache";
import type { OpenedInput } from "../openInput";
import { sheetTable } from "./sheetTable";
import { failOnDamagedParts, zipEntries } from "./zipEntries";

/** Raised whenever the CSV written of a workbook changes. */
const VERSION = 1;

/**
 * Opens an .xlsx workbook as `openInput` opens a text file: the sheet that holds the declared columns is written as CSV into the
 * cache, keyed by the file's digest, line by line as the sheet has rows.
 */
export async function openWorkbookInput(
  { name, path, restricted = false }: { readonly name: string; readonly path: string; readonly restricted?: boolean },
  declaration: InputDeclaration,
  cacheDir: string,
): Promise<OpenedInput> {
  const { bytes, sha256, encoding } = await cachedFacts(path, cacheDir);
  const base = join(cacheDir, "decoded", `${sha256}-${shortHash([VERSION, declaration])}`);
  if (!existsSync(`${base}.csv`)) {
    const { sheet, above, rows } = sheetTable(name, await readWorkbook(name, path), declaration);
    writeFileAtomically(`${base}.json`, JSON.stringify({ sheet, above }));
    writeFileAtomically(`${base}.csv`, rows.map((row) => `${row.map(quoted).join(",")}\n`).join(""));
  }
  const { sheet, above } = JSON.parse(readFileSync(`${base}.json`, "utf8")) as { sheet: string; above: number };
  const facts = { ...(await cachedFacts(`${base}.csv`, cacheDir)), bytes, sha256, encoding };
  const titles = { rule: "rows above the header left out", file: name, rows: above };
  const repairs = above > 0 ? [titles] : [];
  return { name: `${name}[${sheet}]`, path, textPath: `${base}.csv`, restricted, facts, linesAbove: above, repairs };
}

async function readWorkbook(name: string, path: string) {
  const zip = readFileSync(path);
  const entries = zipEntries(name, zip);
  if (!entries.some((entry) => entry.name === "xl/workbook.xml")) {
    throw new StudyError(
      "input",
      "archive-is-workbook",
      `${name}: is a zip archive and no workbook. Unpack it and name the file inside.`,
    );
  }
  failOnDamagedParts(name, zip, entries);
  const { read } = await import("@e965/xlsx");
  try {
    return read(zip, {
      type: "buffer",
      dense: true,
      cellDates: false,
      cellNF: true,
      cellHTML: false,
      sheetStubs: true,
      cellStyles: true,
    });
  } catch {
    throw new StudyError("input", "workbook-whole", `${name}: is not a whole workbook. Fetch or save it again.`);
  }
}

/** An empty row stays an empty line, so that lines are rows of the sheet. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
