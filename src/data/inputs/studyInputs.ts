import { isAbsolute, join } from "node:path";
import type { FilesSource, Study } from "../../study/study";
import { StudyError } from "../../util/errors";

/** Folder that relative paths start from; needed only when a path is relative. */
export function inputPath(source: Pick<FilesSource, "root">, path: string): string {
  if (isAbsolute(path)) return path;
  if (source.root !== undefined) return join(source.root, path);
  throw new StudyError(
    "settings",
    "data-root",
    `${path}: relative to no folder. Name the data folder by --data DIR, by LINK_WORKERS_DATA, or by source.root in the manifest.`,
  );
}

/** Payments to practices appear by financial year: survey year 2018 takes the lists of 2017-18. */
const paymentsFolder = (year: number) => `${year - 1}-${String(year).slice(2)}`;

/** The manifest of a synthetic twin: its folder has the layout of the real public files. */
export function twinSource(study: Study, root: string): FilesSource {
  const { seed, scale } = study.source;
  const periods = [...new Set(Object.values(study.exposure.staffAt))].filter((period) => period !== "none");
  const byYear = (path: (year: number) => string) =>
    Object.fromEntries(study.survey.years.map((year) => [year, path(year)]));
  return {
    kind: "files",
    root,
    restricted: false,
    survey: "synthetic",
    seed,
    scale,
    workforce: Object.fromEntries(periods.map((period) => [period, `pcn_workforce/${period}/pcn_individual.csv.gz`])),
    practiceMap: "practice_pcn_map/2023-01/epcn_core_partners.csv.gz",
    listSize: byYear((year) => `nhs_payments_to_practices/${paymentsFolder(year)}/practice_subset.csv.gz`),
    incomeDeprivation: "imd/lsoa/imd2019_income_lsoa11.csv.gz",
    ruralUrban: "rural_urban_2011/lsoa/ruc2011_lsoa11.csv.gz",
    practiceLsoa: "list_size/2023-07/gp-reg-pat-prac-lsoa-all.csv.gz",
    patientsByAge: "list_size/2023-07/gp-reg-pat-prac-sing-age-regions.csv.gz",
  };
}
