import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawFigures } from "../../src/figure/drawFigures";
import { crateFacts } from "../../src/paper/crateFacts";
import { buildReport, CRATE_FILE, notebookFigures, roCrate } from "../../src/report";
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

async function build(out: string): Promise<void> {
  const drawn = await drawFigures(notebookFigures(notebooks), join(out, "figures"));
  const frontMatter = [{ kind: "exhibit", exhibit: unlabelled } as const];
  await buildReport({ notebooks, outDir: out, title: "Anywhere", label: "SYNTHETIC", frontMatter, drawn });
  writeFileSync(join(out, CRATE_FILE), roCrate(out, crateFacts("SYNTHETIC")));
}

build(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
