import { formatNumber } from "../../exhibit/formatCell";
import type { FigureExhibit } from "../../exhibit/types";
import { dotIntervalFigure } from "../../figure";
import { publicExhibit } from "../behind";
import type { OpenStudy } from "../openStudy";
import { type RoleYear, roleYears } from "./rolesTable";

/** Figure S.2: full-time equivalents of each role of the scheme per 50,000 patients, one dot a survey year. */
export function rolloutFigure(study: OpenStudy): FigureExhibit {
  const rows = roleYears(study).filter(({ column, fte }) => column !== "arrs_total" && fte !== 0);
  const years = [...new Set(rows.map(({ year }) => year))];
  const last = years[years.length - 1];
  const at = (label: string, year: number) => rows.find((row) => row.label === label && row.year === year)?.per50k ?? 0;
  const labels = [...new Set(rows.map(({ label }) => label))].sort((a, b) => at(b, last) - at(a, last));
  const figure = dotIntervalFigure({
    id: "figure-s2",
    label: "Figure S.2",
    title: "Roll-out of each role of the scheme",
    note: "Full-time equivalents per 50,000 registered patients of all PCNs, staff at the December before the survey year; PCNs without a return count as 0.",
    synthetic: study.label === "SYNTHETIC",
    disclosure: publicExhibit("public workforce and list-size files"),
    x: {
      label: "FTE per 50,000 patients",
      decimals: 1,
      range: [-0.08, 1.08 * Math.max(...rows.map(({ per50k }) => per50k))],
    },
    rows: labels.map((label) => ({ label })),
    series: years.map((year) => ({
      name: `survey ${year}`,
      points: labels.map((label) => {
        const estimate = at(label, year);
        return { estimate, low: estimate, high: estimate };
      }),
    })),
    printedHead: "",
  });
  const values = (label: string) => years.map((year) => `${formatNumber(at(label, year), 2)} in ${year}`).join(", ");
  const alt = `Dot plot of full-time equivalents per 50,000 patients by role and survey year. ${labels.map((label) => `${label}: ${values(label)}`).join(". ")}.`;
  return { ...figure, alt: study.label === "SYNTHETIC" ? `${alt} Simulated data.` : alt, data: roleData(rows) };
}

const roleData = (rows: readonly RoleYear[]): FigureExhibit["data"] => ({
  columns: ["role", "survey year", "FTE", "FTE per 50,000", "PCNs with any, %"],
  rows: rows.map(({ label, year, fte, per50k, sharePct }) => [label, year, fte, per50k, sharePct]),
});
