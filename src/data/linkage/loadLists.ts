import type { Duck } from "../duck";
import { LIST_SIZE } from "../inputs/declarations";
import { type Loaded, loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { assertUnique, refuse } from "../inputs/refuse";
import { code, NOT_A_PRACTICE, practiceCodeRefusal } from "./codes";
import { dropTotalRow, TOTAL_LABELS } from "./dropTotalRow";
import { extractYear } from "./extractDate";

/** More registered patients than any practice of England has; a total among the rows is larger. */
const MOST_PATIENTS = 500_000;

/** Makes the empty table `list_size (year, practice, patients)`. */
export const startLists = (duck: Duck): Promise<void> =>
  duck.run("CREATE OR REPLACE TABLE list_size (year INTEGER, practice VARCHAR, patients DECIMAL(38,18))");

/** Adds the registered patients of the practices in a survey year to `list_size`. */
export const loadLists =
  (year: number) =>
  async (duck: Duck, input: OpenedInput): Promise<Loaded> => {
    const expressions = { practice_code: code("practice_code") };
    const loaded = await loadTable(duck, input, LIST_SIZE, { table: "lists", expressions });
    const practice = `practice_code NOT IN ${TOTAL_LABELS}`;
    await refuse(
      duck,
      input,
      practiceCodeRefusal("lists", `${practice} AND ${NOT_A_PRACTICE("practice_code")}`),
      {
        table: "lists",
        where: "patients < 0",
        rule: "patients-not-negative",
        value: "''",
        message: () => "registered patients are negative. Correct the cell.",
      },
      {
        table: "lists",
        where: `${practice} AND patients > ${MOST_PATIENTS}`,
        rule: "patients-plausible",
        value: "patients::DOUBLE::VARCHAR",
        message: (value) =>
          `${value} registered patients of one practice; at most ${MOST_PATIENTS} are plausible. Correct the cell, or take a total out.`,
      },
    );
    const extract = await extractYear(duck, input, "lists");
    const repairs = [
      ...(await dropTotalRow(duck, input, { table: "lists", key: "practice_code", amount: "patients" })),
    ];
    if (extract !== null && extract !== year && extract !== year - 1)
      repairs.push({
        rule: `list size ${year}: extract of ${extract}, neither the year before the survey nor its own, kept`,
        file: input.name,
        rows: loaded.rows,
      });
    await assertUnique(duck, input, "lists", "practice_code");
    await duck.run(`INSERT INTO list_size SELECT ${year}, practice_code, patients FROM lists`);
    return { ...loaded, repairs: [...loaded.repairs, ...repairs] };
  };
