import type { ExposureSource, StudyRules } from "../../study/study";
import type { Duck } from "../duck";
import { LIST_SIZE } from "../inputs/declarations";
import { type InputRecord, inputRecord } from "../inputs/inputRecord";
import { type Loaded, loadTable } from "../inputs/loadTable";
import { type OpenedInput, openInput } from "../inputs/openInput";
import { assertUnique, refuse } from "../inputs/refuse";
import { inputPath } from "../inputs/studyInputs";
import { code } from "./codes";
import { loadPracticeMap } from "./loadPracticeMap";
import { loadWorkforce, startWorkforce } from "./loadWorkforce";
import type { RepairCount } from "./types";

export interface LoadedPublic {
  readonly inputs: readonly InputRecord[];
  readonly repairs: readonly RepairCount[];
}

/** Loads workforce, practice map and list sizes into the tables `workforce`, `relationship` and `list_size`, and checks them. */
export async function loadExposureInputs(
  duck: Duck,
  study: StudyRules,
  source: ExposureSource,
  cacheDir: string,
): Promise<LoadedPublic> {
  const inputs: InputRecord[] = [];
  const repairs: RepairCount[] = [];
  const take = async (what: string, path: string, load: (input: OpenedInput) => Promise<Loaded>) => {
    const input = await openInput(path, inputPath(source, path), cacheDir);
    const loaded = await load(input);
    inputs.push(inputRecord(what, input, loaded.rows));
    repairs.push(...loaded.repairs);
  };
  await startWorkforce(duck);
  for (const period of staffPeriods(study)) {
    await take(`workforce ${period}`, source.workforce[period], (input) => loadWorkforce(duck, input, period));
  }
  await take("practice map", source.practiceMap, (input) => loadPracticeMap(duck, input));
  await duck.run("CREATE OR REPLACE TABLE list_size (year INTEGER, practice VARCHAR, patients DECIMAL(38,18))");
  for (const year of study.survey.years) {
    await take(`list size ${year}`, source.listSize[year] as string, (input) => loadLists(duck, input, year));
  }
  return { inputs, repairs };
}

/** The workforce periods that the survey years of a study use. */
export function staffPeriods({ survey, exposure }: Pick<StudyRules, "survey" | "exposure">): readonly string[] {
  const periods = new Set(survey.years.map((year) => exposure.staffAt[year]));
  return [...periods].filter((period) => period !== "none");
}

async function loadLists(duck: Duck, input: OpenedInput, year: number): Promise<Loaded> {
  const expressions = { practice_code: code("practice_code") };
  const loaded = await loadTable(duck, input, LIST_SIZE, { table: "lists", expressions });
  await refuse(duck, input, {
    table: "lists",
    where: "patients < 0",
    rule: "patients-not-negative",
    value: "''",
    message: () => "registered patients are negative. Correct the cell.",
  });
  await assertUnique(duck, input, "lists", "practice_code");
  await duck.run(`INSERT INTO list_size SELECT ${year}, practice_code, patients FROM lists`);
  return loaded;
}
