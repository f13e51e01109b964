import { Z95 } from "../model/normal";
import { StudyError } from "../util/errors";
import { type CellSample, nestedSamples } from "./nestedSamples";
import { besideNumber, rescaled } from "./printedValue";
import { publishedClaims } from "./publishedClaims";
import { fieldOf, modelName, readPrinted } from "./publishedNames";
import { NUMBERS, type PublishedStructure, publishedSchema } from "./publishedSchema";
import type { Field, PrintedCell, PrintedTable, PrintedValue } from "./types";

/** Whether parsed JSON is a whole paper in the structure of `published/1`, rather than plain rows. */
export function isPublishedStructure(json: unknown): boolean {
  return typeof json === "object" && json !== null && "table3" in json;
}

/** The tables and claims of a paper kept in the structure `published/1` (Table 3 with printed texts, Table 4, claims, counts). */
export function publishedStructure(json: unknown, where: string): PrintedTable {
  const checked = publishedSchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const message = `${where}: ${issue.path.join(".")}: ${issue.message}.`;
    throw new StudyError("input", "published-structure", message);
  }
  const paper = checked.data;
  return {
    title: paper.paper?.title ?? where,
    cells: paper.table3.cells.map((cell) => cellOf(cell, paper, where)),
    claims: publishedClaims(paper, where),
    ciZ: paper.conventions?.ci_z ?? Z95,
    perPopulation: paper.table4?.multiplier_population,
    groups: paper.table4?.multiplier_pcns,
    headline: Object.values(paper.headline ?? {}),
    nested: nestedSamples(samplesOf(paper)),
    remarks: [],
  };
}

function cellOf(
  cell: PublishedStructure["table3"]["cells"][number],
  paper: PublishedStructure,
  where: string,
): PrintedCell {
  const scaled = paper.table4?.cells.find(({ id }) => id === cell.id);
  const texts = {
    ...shownNumbers(cell),
    ...cell.display,
    ...(scaled ? { average_pcn: scaled.average_pcn, all_pcns: scaled.all_pcns } : {}),
  };
  const values: Partial<Record<Field, PrintedValue>> = {};
  for (const [name, printed] of Object.entries(texts)) {
    const field = fieldOf(name, `${where}, ${cell.id}`);
    const value = withNumber(readPrinted(printed, `${where}, ${cell.id}, ${name}`), name, cell);
    values[field] = name === "mean_pct" ? rescaled(value, 0.01) : value;
  }
  const model = cell.model === undefined ? undefined : modelName(cell.model);
  return { id: cell.id, model, outcome: cell.outcome, values };
}

/** Numbers for which there is no printed text stand as they are; their final zeros are lost, which widens their intervals. */
function shownNumbers(cell: PublishedStructure["table3"]["cells"][number]): Record<string, string> {
  const kept = cell as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    NUMBERS.flatMap(([name, text]) => {
      const missing = typeof kept[name] === "number" && cell.display[text] === undefined;
      return missing ? [[name, String(kept[name])]] : [];
    }),
  );
}

/** The text is what was printed; a number beside it that says something else is a conflict. */
function withNumber(printed: PrintedValue, name: string, cell: Readonly<Record<string, unknown>>): PrintedValue {
  const [number, , factor] = NUMBERS.find(([, text]) => text === name) ?? [];
  const kept = number === undefined ? undefined : cell[number];
  if (typeof kept !== "number" || factor === undefined || /[<>≤≥]/.test(printed.text)) return printed;
  return besideNumber(printed, kept * factor);
}

/** Conditions of each cell's sample, from the words of Table 2: everything after "with" joined by "and" or "&". */
function samplesOf({ table2 = {} }: PublishedStructure): CellSample[] {
  return Object.entries(table2).flatMap(([model, outcomes]) =>
    Object.entries(outcomes).flatMap(([outcome, sample]) => {
      if (sample === null) return [];
      const conditions = /^all\b/i.test(sample) ? "" : sample.toLowerCase().replace(/^.*?\bwith\s+/, "");
      const list = conditions.split(/\s*(?:&|\band\b)\s*/).filter((condition) => condition !== "");
      return [{ id: `${model}.${outcome}`, outcome, conditions: list }];
    }),
  );
}
