import { ARRS_ROLES, ARRS_TOTAL, type ArrsFte } from "../../data";
import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit, TableRow } from "../../exhibit/types";
import { publicExhibit } from "../behind";
import type { OpenStudy } from "../openStudy";

/** A role of the scheme in a survey year, over the PCNs of the map. */
export interface RoleYear {
  readonly year: number;
  readonly column: string;
  readonly label: string;
  readonly fte: number;
  /** FTE over registered patients. */
  readonly per50k: number;
  /** PCNs with any, in percent. */
  readonly sharePct: number;
}

/** The exposure's own role, under the name of its column. */
const LINK_WORKERS = { column: "link_workers", label: "Social prescribing link workers" };

/** Every role by survey year with a workforce return: link workers first, the scheme as a whole last. */
export function roleYears({ pcnYears, arrs, exposure, study }: OpenStudy): readonly RoleYear[] {
  const years = exposure.flatMap(({ surveyYear, period }) => (period === null ? [] : [surveyYear]));
  const fteOf = (column: string, i: number): number =>
    column === LINK_WORKERS.column ? pcnYears[i].fte : (arrs[i] as ArrsFte)[column];
  return [LINK_WORKERS, ...ARRS_ROLES, ARRS_TOTAL].flatMap(({ column, label }) =>
    years.map((year) => {
      const at = pcnYears.flatMap((row, i) => (row.surveyYear === year ? [i] : []));
      const fte = at.reduce((sum, i) => sum + fteOf(column, i), 0);
      const patients = at.reduce((sum, i) => sum + pcnYears[i].patients, 0);
      const some = at.filter((i) => fteOf(column, i) > 0).length;
      return {
        year,
        column,
        label,
        fte,
        per50k: (fte / patients) * study.exposure.perPatients,
        sharePct: (100 * some) / at.length,
      };
    }),
  );
}

/** Table S.5: the roles of the scheme and the size of PCNs by survey year. */
export function rolesTable(study: OpenStudy): TableExhibit {
  const rows = roleYears(study);
  const years = [...new Set(rows.map(({ year }) => year))];
  const labels = [...new Set(rows.map(({ label }) => label))];
  const block = (group: string, value: (row: RoleYear) => number, decimals: number) =>
    labels.map((label) => ({
      group,
      cells: [
        text(label),
        ...years.map((year) =>
          number(value(rows.find((row) => row.label === label && row.year === year) as RoleYear), decimals),
        ),
      ],
    }));
  return {
    kind: "table",
    id: "table-s5",
    label: "Table S.5",
    title: "Roles of the Additional Roles Reimbursement Scheme and size of networks",
    columns: [
      { id: "role", label: "Role", align: "left" },
      ...years.map((year) => ({ id: `y${year}`, label: String(year), align: "right" as const })),
    ],
    rows: inBlocks([
      ...block("Full-time equivalents", ({ fte }) => fte, 0),
      ...block("Full-time equivalents per 50,000 patients", ({ per50k }) => per50k, 3),
      ...block("PCNs with any, %", ({ sharePct }) => sharePct, 1),
      ...sizeRows(study, years),
    ]),
    note:
      "Survey years with a workforce return, staff at the December before. Roles are sums of DETAILED_STAFF_ROLE labels; mental health practitioners enter the " +
      "releases in April 2023. All listed roles: also pharmacy technicians, dieticians, podiatrists and health support workers. PCNs without a return count as 0.",
    synthetic: study.label === "SYNTHETIC",
    disclosure: publicExhibit("public workforce and list-size files"),
  };
}

function sizeRows(
  { pcnYears }: OpenStudy,
  years: readonly number[],
): readonly (TableRow & { readonly group: string })[] {
  const sizes = years.map((year) =>
    pcnYears
      .filter(({ surveyYear, patients }) => surveyYear === year && patients > 0)
      .map(({ patients }) => patients)
      .sort((a, b) => a - b),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rows: readonly (readonly [string, (values: readonly number[]) => number])[] = [
    ["Number of PCNs", (values) => values.length],
    ["Mean", mean],
    ["Standard deviation", (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))],
    ["Median", (values) => values[values.length >> 1]],
    ["Smallest", (values) => values[0]],
    ["Largest", (values) => values[values.length - 1]],
  ];
  return rows.map(([name, of]) => ({
    group: "Registered patients of a PCN",
    cells: [text(name), ...sizes.map((values) => count(of(values)))],
  }));
}
