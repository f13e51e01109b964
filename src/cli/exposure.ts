import { type Command, Option } from "commander";
import { type ExposureYear, exposureBySurveyYear } from "../data";
import { addStudyOptions, anyStudyOf, type StudyOptions } from "./studyOptions";

const COLUMNS = [
  "surveyYear",
  "period",
  "pcns",
  "reporting",
  "fte",
  "per50kPatientWeighted",
  "per50kPcnMean",
  "per50kPcnSd",
] as const satisfies readonly (keyof ExposureYear)[];

const FORMATS = ["table", "json", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** `link-workers exposure`: link workers per survey year from the public files alone. */
export function registerExposure(program: Command): void {
  addStudyOptions(program.command("exposure"))
    .description("print link workers per 50,000 patients by survey year")
    .addOption(new Option("--format <format>", "output").choices(FORMATS).default("table"))
    .action(async ({ format, ...options }: StudyOptions & { readonly format: Format }) => {
      const rows = await exposureBySurveyYear(anyStudyOf(options));
      process.stdout.write(formatExposure(rows, format));
    });
}

/** The rows as text. JSON and CSV carry full precision, the table three decimals. */
export function formatExposure(rows: readonly ExposureYear[], format: Format): string {
  if (format === "json") return `${JSON.stringify(rows, null, 2)}\n`;
  if (format === "csv") {
    return [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name] ?? ""))]
      .map((cells) => `${cells.join(",")}\n`)
      .join("");
  }
  const cells = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => shown(name, row[name])))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  return cells.map((line) => `${line.map((cell, i) => cell.padStart(widths[i])).join("  ")}\n`).join("");
}

function shown(name: string, value: number | string | null): string {
  if (value === null) return "-";
  if (typeof value === "string" || !/^(per50k|fte)/.test(name)) return String(value);
  return value.toFixed(name === "fte" ? 1 : 3);
}
