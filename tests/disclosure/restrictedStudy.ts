import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreparedStudy, prepareStudy } from "../../src/data";
import { parseStudy } from "../../src/study";

/** A manifest that declares files as restricted, beside what only the holder of the files knows. */
export interface RestrictedStudy {
  readonly dir: string;
  readonly manifest: string;
  readonly prepared: PreparedStudy;
  remove(): void;
}

/** Survey and public files made by the generator, declared as if they were the real ones. */
export async function restrictedStudy(): Promise<RestrictedStudy> {
  const dir = mkdtempSync(join(tmpdir(), "link-workers-restricted-"));
  const files = join(dir, "files");
  const twin = parseStudy("source: { kind: synthetic, seed: 5, scale: 0.01 }", "twin.yaml", {});
  const prepared = await prepareStudy(twin, { cacheDir: files });
  const folder = (start: string) => join(files, readdirSync(files).find((name) => name.startsWith(start)) as string);
  const years = [2018, 2019, 2020, 2021, 2022, 2023];
  const survey = years.map((year) => `    ${year}: ${join(folder("twin-survey"), "survey", `gpps_${year}.csv`)}`);
  const lists = years.map(
    (year) => `    ${year}: nhs_payments_to_practices/${year - 1}-${String(year).slice(2)}/practice_subset.csv.gz`,
  );
  const staff = ["2020-12", "2021-12", "2022-12"].map((at) => `    ${at}: pcn_workforce/${at}/pcn_individual.csv.gz`);
  const manifest = join(dir, "study.yaml");
  const lines = [
    "source:",
    "  kind: files",
    "  restricted: true",
    `  root: ${folder("twin-public")}`,
    "  survey:",
    ...survey,
    "  workforce:",
    ...staff,
    "  practiceMap: practice_pcn_map/2023-01/epcn_core_partners.csv.gz",
    "  listSize:",
    ...lists,
    "  incomeDeprivation: imd/lsoa/imd2019_income_lsoa11.csv.gz",
    "  ruralUrban: rural_urban_2011/lsoa/ruc2011_lsoa11.csv.gz",
    "",
  ];
  writeFileSync(manifest, lines.join("\n"));
  return { dir, manifest, prepared, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
