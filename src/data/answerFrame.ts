import type { FilesSource, Study } from "../study/study";
import type { AnswerFrame, PracticeYear, Residence } from "../twin/answerFrame";
import { StudyError } from "../util/errors";
import { buildExposure } from "./buildExposure";
import { ARRS_SHARE, ARRS_TOTAL } from "./coding";
import { type Duck, openDuck } from "./duck";
import { PRACTICE_LSOA } from "./inputs/declarations";
import { inputBytes } from "./inputs/inputBytes";
import { loadTable } from "./inputs/loadTable";
import { openDeclared } from "./inputs/openDeclared";
import { inputPath } from "./inputs/studyInputs";
import { arrsRates } from "./linkage/arrsRates";
import type { PublicExposure } from "./linkage/exposure";
import { loadAreas } from "./linkage/loadAreas";

/**
 * The rules under which answers are simulated: the study's role, periods and denominators, and the default treatment of absent PCNs
 * and links. An analysis that varies those treatments then reads the same simulated respondents.
 */
export function answerRules(study: Study): Study {
  return {
    ...study,
    exposure: { ...study.exposure, absentPcn: "zero" },
    linkage: { ...study.linkage, practiceMap: "dated", beforeNetworks: "first", noPcn: "drop" },
  };
}

/** Builds what the survey generator draws from: practices by year with list, PCN and exposure, and where their patients live. */
export async function buildAnswerFrame(study: Study, source: FilesSource, cacheDir: string): Promise<AnswerFrame> {
  const duck = await openDuck(cacheDir, inputBytes(source));
  try {
    const rules = answerRules(study);
    const staffAt = staffOfPcns(await buildExposure(duck, rules, source, cacheDir), rules.exposure.perPatients);
    const practices = await duck.rows<Omit<PracticeYear, keyof Staff>>(`
      SELECT l.year, l.practice, coalesce(m.pcn, '') AS pcn, l.patients::DOUBLE AS patients
      FROM list_size l LEFT JOIN practice_pcn m ON m.year = l.year AND m.practice = l.practice
      WHERE l.patients > 0 ORDER BY l.year, l.practice`);
    const practiceYears = practices.map((row) => ({ ...row, ...(staffAt.get(`${row.year} ${row.pcn}`) ?? NOBODY) }));
    await loadAreas(duck, source, cacheDir);
    return { practiceYears, ...(await residences(duck, source, cacheDir)) };
  } finally {
    duck.close();
  }
}

type Staff = Pick<PracticeYear, "exposure" | "schemeTotal" | "linkWorkerShare">;

const NOBODY: Staff = { exposure: 0, schemeTotal: 0, linkWorkerShare: 0 };

/** Link workers, the scheme's total and the share of link workers by survey year and PCN; missing rates count as 0. */
function staffOfPcns({ pcnYears, arrs }: PublicExposure, perPatients: number): ReadonlyMap<string, Staff> {
  const rates = arrsRates(pcnYears, arrs, perPatients);
  const usable = (rate: number): number => (Number.isNaN(rate) ? 0 : rate);
  return new Map(
    pcnYears.map((row, i) => [
      `${row.surveyYear} ${row.pcn}`,
      {
        exposure: usable(row.rate),
        schemeTotal: usable(rates[ARRS_TOTAL.column][i]),
        linkWorkerShare: usable(rates[ARRS_SHARE][i]),
      },
    ]),
  );
}

async function residences(
  duck: Duck,
  source: FilesSource,
  cacheDir: string,
): Promise<Pick<AnswerFrame, "residences" | "elsewhere">> {
  const { practiceLsoa } = source;
  if (practiceLsoa === undefined) {
    throw new StudyError(
      "settings",
      "residences-named",
      "source.practiceLsoa: needed where answers are simulated (source.survey: synthetic). Name the file of patients by practice and LSOA.",
    );
  }
  const file = { name: practiceLsoa, path: inputPath(source, practiceLsoa) };
  const input = await openDeclared(file, PRACTICE_LSOA, cacheDir);
  await loadTable(duck, input, PRACTICE_LSOA, { table: "practice_lsoa" });
  const area = "coalesce(l.decile, 0)::INTEGER AS decile, coalesce(l.rural, 0)::INTEGER AS rural";
  const byPractice = new Map<string, Residence[]>();
  await eachResidence(
    duck,
    `SELECT p.practice_code, p.lsoa, ${area}, p.patients FROM practice_lsoa p LEFT JOIN lsoa l ON l.lsoa = p.lsoa
     WHERE p.patients > 0 ORDER BY p.practice_code, p.lsoa`,
    (practice, residence) => {
      const list = byPractice.get(practice);
      if (list) list.push(residence);
      else byPractice.set(practice, [residence]);
    },
  );
  const elsewhere: Residence[] = [];
  await eachResidence(
    duck,
    `SELECT '', p.lsoa, ${area}, sum(p.patients)::INTEGER FROM practice_lsoa p JOIN lsoa l ON l.lsoa = p.lsoa
     WHERE p.patients > 0 AND l.decile > 0 GROUP BY p.lsoa, l.decile, l.rural ORDER BY p.lsoa`,
    (_, residence) => elsewhere.push(residence),
  );
  return { residences: byPractice, elsewhere };
}

async function eachResidence(
  duck: Duck,
  sql: string,
  take: (practice: string, residence: Residence) => void,
): Promise<void> {
  const result = await duck.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [practice, lsoa, decile, rural, patients] = [0, 1, 2, 3, 4].map((j) => chunk.getColumnValues(j));
    for (let i = 0; i < chunk.rowCount; i++) {
      take(practice[i] as string, {
        lsoa: lsoa[i] as string,
        incomeDecile: decile[i] as number,
        rural: rural[i] === 1,
        patients: patients[i] as number,
      });
    }
  }
}
