import type { FilesSource } from "../../study/study";
import type { Duck } from "../duck";
import { INCOME_DEPRIVATION, type InputDeclaration, RURAL_URBAN } from "../inputs/declarations";
import { loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { assertUnique, refuse } from "../inputs/refuse";
import { code } from "./codes";
import { type LoadedPublic, loadPublic, type PublicInput } from "./publicInput";

/** Makes `lsoa (lsoa, decile 1-10 or 0, rural 0/1 or 255)` of every LSOA in either lookup; 0 and 255 = not in that lookup. */
export async function loadAreas(duck: Duck, source: FilesSource, cacheDir: string): Promise<LoadedPublic> {
  const loaded = await loadPublic(duck, areaInputs(source), source, cacheDir);
  await joinAreas(duck);
  return loaded;
}

/** The two lookups by LSOA. */
export function areaInputs(source: FilesSource): readonly PublicInput[] {
  const lookup = (what: string, path: string, declaration: InputDeclaration, table: string): PublicInput => ({
    what,
    path,
    declaration,
    load: async (duck: Duck, input: OpenedInput) => {
      const loaded = await loadTable(duck, input, declaration, { table, expressions: { lsoa: code("lsoa") } });
      await refuse(duck, input, {
        table,
        where: "NOT regexp_full_match(lsoa, '[EWSN][0-9]{8}')",
        rule: "lsoa-code",
        value: "lsoa",
        message: (value) => `"${value}" is not an LSOA code (a letter and eight digits). Correct the cell.`,
      });
      await assertUnique(duck, input, table, "lsoa");
      return loaded;
    },
  });
  return [
    lookup("income deprivation", source.incomeDeprivation, INCOME_DEPRIVATION, "imd"),
    lookup("rural-urban class", source.ruralUrban, RURAL_URBAN, "ruc"),
  ];
}

/** Makes `lsoa` of the two lookups as loaded. */
export const joinAreas = (duck: Duck): Promise<void> =>
  duck.run(`CREATE OR REPLACE TABLE lsoa AS
    SELECT coalesce(i.lsoa, r.lsoa) AS lsoa, coalesce(i.income_decile::VARCHAR::UTINYINT, 0::UTINYINT) AS decile,
      CASE WHEN r.ruc IS NULL THEN 255 WHEN r.ruc::VARCHAR < 'D' THEN 0 ELSE 1 END::UTINYINT AS rural
    FROM imd i FULL JOIN ruc r ON i.lsoa = r.lsoa`);
