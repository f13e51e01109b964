import { relative } from "node:path";
import type { PracticeStudy } from "../../study/study";
import { type Progress, silent } from "../../util/progress";
import { defaultCacheDir } from "../cacheDir";
import { type Duck, openDuck } from "../duck";
import { inputBytes } from "../inputs/inputBytes";
import { inputPath } from "../inputs/studyInputs";
import { joinReport } from "../linkage/joinReport";
import type { JoinReport, RepairCount } from "../linkage/types";
import { practiceDeclaration } from "../practice/countCoding";
import { type PracticeYear, readPracticeYear } from "../practice/readPracticeYear";
import { checkExposureFiles, exposureStates } from "./checkExposureFiles";
import { Collector } from "./collector";
import { balanced } from "./reconcile";
import type { Reconciliation, StudyCheck } from "./types";

/** As `checkStudyFiles`, of a study on published practice-level counts. */
export async function checkPracticeFiles(
  study: PracticeStudy,
  {
    progress = silent,
    cacheDir = defaultCacheDir(),
  }: { readonly progress?: Progress; readonly cacheDir?: string } = {},
): Promise<StudyCheck> {
  const { source } = study;
  const collector = new Collector(cacheDir);
  const duck = await openDuck(cacheDir, inputBytes(source));
  try {
    const stage = progress.stage("check files");
    const linked = await checkExposureFiles(duck, study, source, true, collector);
    stage.update(0.5, "practice files");
    const joins: JoinReport[] = [];
    const reconciliations: Reconciliation[] = [];
    for (const year of study.survey.years) {
      const path = source.practices[year] as string;
      const input = `practices ${year}`;
      const declaration = practiceDeclaration(year);
      const file = { input, path, fullPath: inputPath(source, path), period: String(year), declaration };
      await collector.file({ ...file, restricted: false }, async (opened) => {
        const read = await readPracticeYear(duck, opened, year);
        if (linked !== undefined) {
          joins.push(await practiceJoin(duck, year));
          reconciliations.push(await answers(duck, read));
        }
        return { rowsInFile: read.rows, repairs: [...read.repairs, ...absent(read, path)] };
      });
    }
    stage.done(`${collector.files.length} files, ${collector.problems.length} problems`);
    return {
      manifest: relative(process.cwd(), study.file) || study.file,
      label: "",
      restricted: false,
      passed: collector.problems.length === 0,
      problems: collector.problems,
      files: collector.files,
      columns: collector.columns,
      repairs: collector.repairs,
      joins: [...(linked?.exposure.joins ?? []), ...joins],
      reconciliations: [...(linked?.reconciliations ?? []), ...reconciliations],
      exposure: linked === undefined ? [] : exposureStates(linked),
    };
  } finally {
    duck.close();
  }
}

/** The outcome whose answers stand for the file: everybody is asked for their overall experience. */
const EVERYBODY_ASKED = "good_gp";

const inPcn = (year: number): string => `SELECT practice FROM practice_pcn WHERE year = ${year}`;

function practiceJoin(duck: Duck, year: number): Promise<JoinReport> {
  return joinReport(duck, {
    name: `practices ${year}: practice to PCN`,
    left: { what: "practices", sql: "SELECT practice_code AS key, 1 AS n FROM practices" },
    right: { what: "practices in a PCN", sql: `SELECT practice AS key FROM (${inPcn(year)})` },
  });
}

/** Valid answers in the file against those of practices in a PCN and in none. */
async function answers(duck: Duck, { surveyYear, outcomes }: PracticeYear): Promise<Reconciliation> {
  const { counts } = outcomes.find(({ outcome }) => outcome === EVERYBODY_ASKED)!;
  const linked = new Set((await duck.rows<{ practice: string }>(inPcn(surveyYear))).map(({ practice }) => practice));
  const total = (of: typeof counts) => of.reduce((sum, { one, zero }) => sum + one + zero, 0);
  const assigned = total(counts.filter(({ practice }) => linked.has(practice)));
  const unassigned = total(counts.filter(({ practice }) => !linked.has(practice)));
  return balanced(`practices ${surveyYear}: answers on experience`, "respondents", total(counts), assigned, unassigned);
}

/** Cells without a count, by outcome and code: suppressed, never zero. */
function absent({ surveyYear, outcomes }: PracticeYear, file: string): readonly RepairCount[] {
  return outcomes.flatMap(({ outcome, absentCells }) =>
    absentCells.map(({ code, cells }) => ({
      rule: `practices ${surveyYear}, ${outcome}: cells without a count (${code})`,
      file,
      rows: cells,
    })),
  );
}
