import type { ArrsRole } from "../../data";
import { text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../../exhibit/types";
import { estimateBehind, restrictedExhibit } from "../behind";
import { exposureTerm, type FittedCell } from "../fittedCell";
import { EXPOSURE, modelLabel, outcomeLabel } from "../labels";
import { ameCell, oddsCells, oddsColumns } from "./cellsOf";
import { modelNote } from "./modelNote";

const OF_MODELS = restrictedExhibit("respondents of each model's sample", { constants: ["50,000"] });

const LINK_WORKERS = "Social prescribing link workers";

/** The link workers of Table S.8 beside those of Table 3. */
export function linkWorkersAmongRoles(
  main: readonly FittedCell[],
  withRoles: readonly FittedCell[],
  synthetic: boolean,
): TableExhibit {
  return {
    kind: "table",
    id: "table-s8-link-workers",
    label: "Table S.8",
    title: "Link workers, adjusted for the other roles of the scheme",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      ...oddsColumns("As Table 3", "main-"),
      ...oddsColumns("With the other roles", "roles-"),
      { id: "ame", label: "AME, pp", align: "right", group: "With the other roles" },
    ],
    rows: inBlocks(
      main.map((cell, i) => ({
        group: modelLabel(cell.model),
        cells: [
          text(outcomeLabel(cell.fit.spec.outcome)),
          ...oddsCells(exposureTerm(cell.fit), estimateBehind(cell)),
          ...oddsCells(exposureTerm(withRoles[i].fit), estimateBehind(withRoles[i])),
          ame(withRoles[i], EXPOSURE),
        ],
      })),
    ),
    note: `Odds ratios of one more full-time equivalent per 50,000 patients. ${modelNote(withRoles.map(({ fit }) => fit))}`,
    synthetic,
    disclosure: OF_MODELS,
  };
}

/** Table S.8 in full: every role of every model. `absent` roles are named, with the reason. */
export function otherRolesTable(
  cells: readonly FittedCell[],
  present: readonly ArrsRole[],
  absent: readonly ArrsRole[],
  synthetic: boolean,
): TableExhibit {
  const roles = [{ column: EXPOSURE, label: LINK_WORKERS }, ...present];
  return {
    kind: "table",
    id: "table-s8",
    label: "Table S.8, continued",
    title: "All roles of the scheme as separate exposures",
    columns: [
      { id: "role", label: "Role", align: "left" },
      ...oddsColumns(),
      { id: "ame", label: "AME, pp", align: "right" },
    ],
    rows: inBlocks(
      cells.flatMap((cell) =>
        roles.map(({ column, label }) => {
          const { id, model, fit } = cell;
          const term = fit.terms.find(({ name }) => name === column);
          const numbers: readonly Cell[] = term
            ? [...oddsCells(term, estimateBehind(cell)), ame(cell, column)]
            : [{ kind: "empty" }];
          const padded = [...numbers, ...Array<Cell>(4 - numbers.length).fill({ kind: "empty" })];
          return {
            group: `${id}: ${outcomeLabel(fit.spec.outcome)}, ${modelLabel(model)}`,
            cells: [text(label), ...padded],
          };
        }),
      ),
    ),
    note: `${absentNote(absent)}${modelNote(cells.map(({ fit }) => fit))}`,
    synthetic,
    disclosure: OF_MODELS,
  };
}

/** Says which of the paper's roles no model holds, and why. */
export function absentNote(absent: readonly ArrsRole[]): string {
  if (absent.length === 0) return "";
  return `Not in the models, for lack of staff on record in the releases used: ${absent.map(({ label }) => label).join("; ")}. `;
}

function ame(cell: FittedCell, name: string): Cell {
  const margin = cell.fit.margins.find((one) => one.name === name);
  return margin ? ameCell(margin.ame, estimateBehind(cell)) : { kind: "empty" };
}
