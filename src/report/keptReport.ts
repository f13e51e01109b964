import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { browserIdentity } from "../browser";
import {
  codeOf,
  environmentInputs,
  type OnStage,
  STAGE_CODE,
  type StageInputs,
  stageFolder,
  stageKey,
  storedStage,
} from "../stages";
import { silent } from "../util/progress";
import { buildReport } from "./buildReport";
import type { ReportFiles, ReportNotebook, ReportOptions } from "./types";

/** Where finished reports are kept. */
export interface KeptReportOptions {
  readonly cacheDir: string;
  readonly onStage?: OnStage;
}

/** As `buildReport`; a report that was made before of the same notebooks, figures and texts by the same code and browser is copied. */
export async function keptReport(
  options: ReportOptions,
  { cacheDir, onStage }: KeptReportOptions,
): Promise<ReportFiles> {
  const { outDir } = options;
  const stage = { name: "report", prefix: "report-", cacheDir, inputs: await reportInputs(options), onStage };
  const stored = storedStage(stage);
  let built: ReportFiles | undefined;
  const folder = await stageFolder({
    ...stage,
    write: async (to) => {
      const before = new Set(filesBelow(outDir));
      built = await buildReport(options);
      for (const name of filesBelow(outDir)) if (!before.has(name)) copy(join(outDir, name), join(to, "files", name));
      writeFileSync(join(to, PLACES), JSON.stringify(built).replaceAll(jsonText(outDir), HERE));
    },
  });
  if (built) return built;
  if (stored !== undefined) (options.progress ?? silent).stage("Report").done("stored");
  cpSync(join(folder, "files"), outDir, { recursive: true });
  return JSON.parse(readFileSync(join(folder, PLACES), "utf8").replaceAll(HERE, jsonText(outDir)));
}

const PLACES = "places.json";
/** Stands for the folder of the report in what is stored. */
const HERE = "@folder of the report@";
const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
}

async function reportInputs({ notebooks, drawn, outDir, progress: _, ...texts }: ReportOptions): Promise<StageInputs> {
  // Notebooks are inputs of their own: a part holds their names.
  const named = (key: string, value: unknown) => (key === "notebook" ? (value as ReportNotebook).name : value);
  const digest = (value: unknown) => stageKey({ value: JSON.stringify(value, named) });
  const place = (path: string) => relative(resolve(outDir), resolve(path));
  const figures = [...drawn].map(([id, { exhibit, svg, png, files }]) => {
    const picture = Buffer.from(png).toString("base64");
    return [`figure ${id}`, digest([exhibit, svg, picture, place(files.svg)])] as const;
  });
  return {
    ...codeOf(STAGE_CODE.report),
    ...environmentInputs(),
    browser: await browserIdentity(),
    ...Object.fromEntries(notebooks.map(({ name, notebook }) => [`notebook ${name}`, digest(notebook)])),
    ...Object.fromEntries(figures),
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [`text ${name}`, digest(value)])),
  };
}
