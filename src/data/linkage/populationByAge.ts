import type { FilesSource } from "../../study/study";
import type { Duck } from "../duck";
import { PATIENTS_BY_AGE } from "../inputs/declarations";
import { type InputRecord, inputRecord } from "../inputs/inputRecord";
import { type Loaded, loadTable } from "../inputs/loadTable";
import { openDeclared } from "../inputs/openDeclared";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";
import { inputPath } from "../inputs/studyInputs";

/** Registered patients of England of one sex and age band. */
export interface AgeGroup {
  readonly sex: "Female" | "Male";
  /** A level of the covariate age; `under 16` is outside the survey. */
  readonly age: string;
  readonly patients: number;
}

/** England is the sum of the commissioning regions; boards and networks of the same file repeat their patients. */
const REGION = "upper(org_type) IN ('COMM REGION', 'COMM_REGION', 'COMMISSIONING REGION')";

/** Reads patients by area, sex and single year of age into `patients_age` and checks its cells. */
export async function loadPatientsByAge(duck: Duck, input: OpenedInput): Promise<Loaded> {
  const loaded = await loadTable(duck, input, PATIENTS_BY_AGE, { table: "patients_age" });
  await refuse(
    duck,
    input,
    {
      table: "patients_age",
      where: "patients < 0",
      rule: "patients-not-negative",
      value: "''",
      message: () => "registered patients are negative. Correct the cell.",
    },
    {
      table: "patients_age",
      where: "age NOT IN ('ALL', '95+') AND NOT regexp_full_match(age, '[0-9]{1,3}')",
      rule: "age-is-a-year",
      value: "age",
      message: (value) => `"${value}" is no single year of age. Use the release by single year: 0 to 94, 95+, ALL.`,
    },
    {
      table: "patients_age",
      where: `NOT EXISTS (SELECT 1 FROM patients_age WHERE ${REGION})`,
      rule: "england-is-its-regions",
      value: "org_type",
      message: () => "no row is of a commissioning region, whose sum is England. Use the release by region.",
    },
  );
  return loaded;
}

/** The registered population of England by sex and age band; nothing when the study names no such file. */
export async function populationByAge(
  duck: Duck,
  source: FilesSource,
  cacheDir: string,
): Promise<{ readonly populationByAge: readonly AgeGroup[]; readonly inputs: readonly InputRecord[] }> {
  const { patientsByAge } = source;
  if (patientsByAge === undefined) return { populationByAge: [], inputs: [] };
  const file = { name: patientsByAge, path: inputPath(source, patientsByAge) };
  const input = await openDeclared(file, PATIENTS_BY_AGE, cacheDir);
  const { rows } = await loadPatientsByAge(duck, input);
  const groups = await duck.rows<AgeGroup>(`
    WITH years AS (
      SELECT CASE upper(sex) WHEN 'FEMALE' THEN 'Female' ELSE 'Male' END AS sex,
        replace(age, '+', '')::INTEGER AS year, patients
      FROM patients_age WHERE ${REGION} AND upper(sex) IN ('FEMALE', 'MALE') AND age <> 'ALL')
    SELECT sex,
      CASE WHEN year < 16 THEN 'under 16' WHEN year < 25 THEN '16-24' WHEN year >= 85 THEN '85+'
        ELSE (10 * ((year - 5) // 10) + 5)::VARCHAR || '-' || (10 * ((year - 5) // 10) + 14)::VARCHAR END AS age,
      sum(patients)::DOUBLE AS patients
    FROM years GROUP BY ALL ORDER BY sex, min(year)`);
  await duck.run("DROP TABLE patients_age");
  return { populationByAge: groups, inputs: [inputRecord("patients by age", input, rows)] };
}
