import type { FilesSource } from "../../study/study";
import type { Duck } from "../duck";
import { PRACTICE_LSOA } from "../inputs/declarations";
import { type InputRecord, inputRecord } from "../inputs/inputRecord";
import { loadTable } from "../inputs/loadTable";
import { openDeclared } from "../inputs/openDeclared";
import { inputPath } from "../inputs/studyInputs";

/** Registered patients who live in areas of one income decile and rural-urban class. */
export interface PopulationGroup {
  /** 1 = most deprived to 10; 0 = no English 2011 LSOA. */
  readonly decile: number;
  /** 0 urban, 1 rural, 255 unknown. */
  readonly rural: number;
  readonly patients: number;
}

/** The registered population by area of residence, from patients by practice and LSOA; nothing when the study names no such file. Needs the table `lsoa`. */
export async function populationByArea(
  duck: Duck,
  source: FilesSource,
  cacheDir: string,
): Promise<{ readonly population: readonly PopulationGroup[]; readonly inputs: readonly InputRecord[] }> {
  const { practiceLsoa } = source;
  if (practiceLsoa === undefined) return { population: [], inputs: [] };
  const file = { name: practiceLsoa, path: inputPath(source, practiceLsoa) };
  const input = await openDeclared(file, PRACTICE_LSOA, cacheDir);
  const { rows } = await loadTable(duck, input, PRACTICE_LSOA, { table: "practice_lsoa" });
  const population = await duck.rows<PopulationGroup>(`
    SELECT coalesce(l.decile, 0)::INTEGER AS decile, coalesce(l.rural, 255)::INTEGER AS rural, sum(p.patients)::DOUBLE AS patients
    FROM practice_lsoa p LEFT JOIN lsoa l ON l.lsoa = p.lsoa GROUP BY ALL ORDER BY 1, 2`);
  await duck.run("DROP TABLE practice_lsoa");
  return { population, inputs: [inputRecord("practice by LSOA", input, rows)] };
}
