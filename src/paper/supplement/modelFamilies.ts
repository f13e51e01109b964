import { cachedFits } from "../../results/fitCache";
import { cellSpecs } from "../../study";
import { headlineCells } from "../headline";
import type { OpenStudy } from "../openStudy";
import { decileInteractions, decileSubgroups } from "./decileModels";
import type { ModelFamily } from "./methodsBox";
import { nonLinearCells, nonLinearFrame } from "./nonLinearModels";
import { rolesInData, withOtherRoles, withTotalAndShare } from "./roleModels";
import { unadjusted } from "./unadjustedModels";

/** Every model of the report by the exhibit that shows it, Table 3 first; those that a notebook has fitted are read back. */
export async function modelFamilies(study: OpenStudy): Promise<readonly ModelFamily[]> {
  const specs = cellSpecs(study.study);
  const headlines = headlineCells(specs);
  const { present } = rolesInData(study.frame);
  const family = async (name: string, cells: typeof specs): Promise<ModelFamily> => {
    const fits = await cachedFits(
      study,
      cells.map(({ spec }) => spec),
    );
    return { name, cells: fits.map((fit, i) => ({ id: cells[i].id, fit })) };
  };
  const interactions = await decileInteractions(study, headlines);
  const subgroups = interactions.flatMap((interaction) => decileSubgroups(study, interaction).subgroups);
  const curves = await nonLinearCells(nonLinearFrame(study), headlines);
  const bent = (name: string, reading: "square" | "bands" | "spline") => ({
    name,
    cells: curves.map((one) => ({ id: one.cell.id, fit: one[reading].fit })),
  });
  return [
    await family("Table 3", specs),
    await family(
      "Table S.6, exposure alone",
      specs.map((cell) => unadjusted(cell, "nothing else")),
    ),
    await family(
      "Table S.6, with survey years",
      specs.map((cell) => unadjusted(cell, "survey years")),
    ),
    await family(
      "Table S.8, other roles",
      specs.map((cell) => withOtherRoles(cell, present)),
    ),
    await family("Table S.9, total and share", specs.map(withTotalAndShare)),
    { name: "Table S.10, interaction", cells: interactions.map(({ cell, fit }) => ({ id: cell.id, fit })) },
    { name: "Table S.11, by decile", cells: subgroups.map(({ decile, fit }) => ({ id: `decile ${decile}`, fit })) },
    bent("Non-linearity, square", "square"),
    bent("Non-linearity, bands", "bands"),
    bent("Non-linearity, spline", "spline"),
  ];
}
