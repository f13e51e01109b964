import type { FilesSource } from "../../study/study";
import type { Duck } from "../duck";
import { INCOME_DEPRIVATION, type InputDeclaration, RURAL_URBAN } from "../inputs/declarations";
import { inputRecord } from "../inputs/inputRecord";
import { loadTable } from "../inputs/loadTable";
import { openInput } from "../inputs/openInput";
import { assertUnique } from "../inputs/refuse";
import { inputPath } from "../inputs/studyInputs";
import { code } from "./codes";
import type { LoadedPublic } from "./loadExposureInputs";

/** Makes `lsoa (lsoa, decile 1-10 or 0, rural 0/1 or 255)` of every LSOA in either lookup; 0 and 255 = not in that lookup. */
export async function loadAreas(duck: Duck, source: FilesSource, cacheDir: string): Promise<LoadedPublic> {
  const load = async (what: string, path: string, declaration: InputDeclaration, table: string) => {
    const input = await openInput(path, inputPath(source, path), cacheDir);
    const { rows, repairs } = await loadTable(duck, input, declaration, { table, expressions: { lsoa: code("lsoa") } });
    await assertUnique(duck, input, table, "lsoa");
    return { inputs: [inputRecord(what, input, rows)], repairs };
  };
  const imd = await load("income deprivation", source.incomeDeprivation, INCOME_DEPRIVATION, "imd");
  const ruc = await load("rural-urban class", source.ruralUrban, RURAL_URBAN, "ruc");
  await duck.run(`CREATE OR REPLACE TABLE lsoa AS
    SELECT coalesce(i.lsoa, r.lsoa) AS lsoa, coalesce(i.income_decile::VARCHAR::UTINYINT, 0::UTINYINT) AS decile,
      CASE WHEN r.ruc IS NULL THEN 255 WHEN r.ruc::VARCHAR < 'D' THEN 0 ELSE 1 END::UTINYINT AS rural
    FROM imd i FULL JOIN ruc r ON i.lsoa = r.lsoa`);
  return { inputs: [...imd.inputs, ...ruc.inputs], repairs: [...imd.repairs, ...ruc.repairs] };
}
