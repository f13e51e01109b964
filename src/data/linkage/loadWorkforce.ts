import { nearest } from "../../util/nearest";
import { STAFF_LABELS } from "../coding";
import { type Duck, literal } from "../duck";
import { WORKFORCE } from "../inputs/declarations";
import { type Loaded, loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";
import { code, IN_A_PCN, pcnCodeRefusal } from "./codes";
import type { RepairCount } from "./types";

/** Makes the empty tables `workforce (period, pcn, role, fte)` and, for reconciliation, `staff_in_file (period, role, fte, fte_no_pcn)`. */
export const startWorkforce = (duck: Duck): Promise<void> =>
  duck.run(`CREATE OR REPLACE TABLE workforce (period VARCHAR, pcn VARCHAR, role VARCHAR, fte DECIMAL(38,18));
    CREATE OR REPLACE TABLE staff_in_file (period VARCHAR, role VARCHAR, fte DECIMAL(38,18), fte_no_pcn DECIMAL(38,18))`);

/** FTE that no row of the publications comes near: pooled services reach 14, hours or head counts go beyond. */
const MOST_FTE = 100;
/** Corrections of a hundredth of a post are met; whole negative posts are not. */
const LEAST_FTE = -1;

/** Adds the staff of one period to `workforce`: every row with a PCN, negative FTE and repeated rows as they are. */
export const loadWorkforce =
  (period: string) =>
  async (duck: Duck, input: OpenedInput): Promise<Loaded> => {
    const expressions = { pcn_code: code("pcn_code"), role: "trim(role)" };
    const loaded = await loadTable(duck, input, WORKFORCE, { table: "staff", expressions });
    const [year, month] = period.split("-").map(Number);
    await refuse(
      duck,
      input,
      {
        table: "staff",
        where: `census_year <> ${year} OR census_month <> ${month}`,
        rule: "period-as-declared",
        value: "census_year || '-' || census_month",
        message: (found) =>
          `period ${found} where ${period} is declared. Correct source.workforce.${period} in the manifest.`,
      },
      {
        table: "staff",
        where: `role NOT IN (${STAFF_LABELS.map(literal).join(", ")})`,
        rule: "role-known",
        value: "role",
        message: unknownRole,
      },
      {
        table: "staff",
        where: `fte > ${MOST_FTE} OR fte < ${LEAST_FTE}`,
        rule: "fte-plausible",
        value: "fte::DOUBLE::VARCHAR",
        message: (value) =>
          `FTE ${value} of one record; ${LEAST_FTE} to ${MOST_FTE} is plausible. Hours, head counts or a total may stand in the column: correct the cell.`,
      },
      pcnCodeRefusal("staff"),
    );
    await duck.run(`INSERT INTO workforce SELECT ${literal(period)}, pcn_code, role, fte FROM staff WHERE ${IN_A_PCN};
      INSERT INTO staff_in_file SELECT ${literal(period)}, role, sum(fte), sum(CASE WHEN ${IN_A_PCN} THEN 0 ELSE fte END) FROM staff GROUP BY role`);
    return { ...loaded, repairs: [...loaded.repairs, ...(await kept(duck, input, period))] };
  };

function unknownRole(label: string): string {
  const near = nearest(label, STAFF_LABELS);
  const meant = near ? ` Did you mean "${near}"?` : "";
  return `DETAILED_STAFF_ROLE "${label}" is not a known role.${meant} Add the label to src/data/coding/roles.ts if the publisher has introduced it.`;
}

async function kept(duck: Duck, { name }: OpenedInput, period: string): Promise<readonly RepairCount[]> {
  const [row] = await duck.rows<{ negative: number; unallocated: number }>(`
    SELECT count(*) FILTER (fte < 0)::INTEGER AS negative, count(*) FILTER (NOT (${IN_A_PCN}))::INTEGER AS unallocated FROM staff`);
  const [{ repeats }] = await duck.rows<{ repeats: number }>(
    "SELECT coalesce(sum(n - 1), 0)::INTEGER AS repeats FROM (SELECT COLUMNS(*), count(*) AS n FROM staff GROUP BY ALL HAVING count(*) > 1)",
  );
  const counts = [
    { rule: `workforce ${period}: negative FTE kept`, file: name, rows: row.negative },
    { rule: `workforce ${period}: repeated rows kept`, file: name, rows: repeats },
    { rule: `workforce ${period}: staff in no PCN left out`, file: name, rows: row.unallocated },
  ];
  return counts.filter(({ rows }) => rows > 0);
}
