import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareStudy } from "../../src/data";
import { drawFigures } from "../../src/figure/drawFigures";
import { cellRecords } from "../../src/paper/cellRecords";
import { crateFacts } from "../../src/paper/crateFacts";
import { fitCells } from "../../src/paper/fitCells";
import { asOpen } from "../../src/paper/openStudy";
import { sampleRecords } from "../../src/paper/sampleRecords";
import { sampleSummaries } from "../../src/paper/sampleSummary";
import { buildReport, CRATE_FILE, notebookFigures, roCrate } from "../../src/report";
import { resultsFile } from "../../src/results/resultsFile";
import { cellSpecs, parseStudy } from "../../src/study";
import { notebooks, unlabelled } from "./fixtures";

/** Run as a program: writes the fixtures' report into the folder given, with the clock put forward. */
const ahead = Number(process.env.CLOCK_AHEAD_DAYS ?? 0) * 86_400_000;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts: []) {
    super(...((parts.length === 0 ? [RealDate.now() + ahead] : parts) as []));
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
} as DateConstructor;

/** The results of one model on a small study made, read and fitted here, with all that a results file says of them. */
async function results(cacheDir: string): Promise<string> {
  const settings = parseStudy("source: { kind: synthetic, seed: 3, scale: 0.002 }", join(cacheDir, "study.yaml"), {});
  const study = asOpen(await prepareStudy(settings, { cacheDir }));
  const specs = cellSpecs(settings).filter(({ id }) => id === "M1.good_gp");
  const records = [
    ...sampleRecords(sampleSummaries(study, specs)),
    ...(await fitCells(study, specs)).flatMap(cellRecords),
  ];
  const stored = records.map((record) => ({ ...record, notebook: "04_table_3", cell: "code" }));
  const { label, key, inputs, ledger } = study;
  return resultsFile({ label, key, study: settings, inputs, ledger }, stored, [], "0.1.0");
}

async function build(out: string): Promise<void> {
  const drawn = await drawFigures(notebookFigures(notebooks), join(out, "figures"));
  const frontMatter = [{ kind: "exhibit", exhibit: unlabelled } as const];
  await buildReport({ notebooks, outDir: out, title: "Anywhere", label: "SYNTHETIC", frontMatter, drawn });
  const cacheDir = mkdtempSync(join(tmpdir(), "elsewhere-"));
  try {
    writeFileSync(join(out, "results.json"), await results(cacheDir));
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
  writeFileSync(join(out, CRATE_FILE), roCrate(out, crateFacts("SYNTHETIC")));
}

build(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
