import { z } from "zod";
import { Z95 } from "../model/normal";
import { StudyError } from "../util/errors";
import { type CellSample, nestedSamples } from "./nestedSamples";
import { besideNumber, printedValue, rescaled } from "./printedValue";
import { readStatement, type TableWords } from "./readStatement";
import {
  type Analysis,
  type Claim,
  FIELDS,
  type Field,
  type PrintedCell,
  type PrintedTable,
  type PrintedValue,
} from "./types";

const text = z.union([z.string(), z.number()]).transform(String);

/** Numbers kept beside the printed texts: name, name of the text, factor from text to number. */
const NUMBERS = [
  ["or", "or", 1],
  ["ci_low", "ci_low", 1],
  ["ci_high", "ci_high", 1],
  ["p", "p", 1],
  ["ame_pp", "ame_pp", 1],
  ["mean", "mean_pct", 100],
  ["n", "n", 1],
] as const;

const structure = z.object({
  paper: z.object({ title: z.string().optional(), doi: z.string().optional() }).optional(),
  conventions: z.object({ ci_z: z.number().positive().optional() }).optional(),
  counts: z.object({ respondents_stated: text.optional() }).optional(),
  headline: z.record(z.string(), z.string()).optional(),
  model_labels_in_table3: z.record(z.string(), z.object({ header: z.string() })).optional(),
  table3: z.object({
    cells: z
      .array(
        z.object({
          id: z.string(),
          model: text.optional(),
          outcome: z.string().optional(),
          display: z.record(z.string(), z.string()).default({}),
          ...Object.fromEntries(NUMBERS.map(([name]) => [name, z.unknown().optional()])),
        }),
      )
      .min(1),
  }),
  table4: z
    .object({
      multiplier_population: z.number().positive(),
      multiplier_pcns: z.number().positive(),
      cells: z.array(z.object({ id: z.string(), average_pcn: text, all_pcns: text })),
    })
    .optional(),
  abstract: z
    .object({
      n: text.optional(),
      results: z.array(z.object({ cell: z.string(), or: text, ci_low: text, ci_high: text })).default([]),
    })
    .optional(),
  table2: z.record(z.string(), z.record(z.string(), z.string().nullable())).optional(),
  supplement: z.array(z.object({ id: z.string(), cited_in: z.array(z.string()) })).default([]),
  supplementary_findings: z
    .array(
      z.object({
        table: z.string().nullish(),
        cells: z.array(z.object({ cell: z.string().optional(), direction: z.string().optional() })).default([]),
      }),
    )
    .default([]),
  text_claims: z
    .array(
      z.object({
        id: z.string(),
        section: z.string().optional(),
        kind: z.enum(["number", "approx", "statement"]),
        cell: z.string().optional(),
        field: z.string().optional(),
        value: text.optional(),
        ci: z.tuple([text, text]).optional(),
        text: z.string().optional(),
      }),
    )
    .default([]),
});

type Structure = z.output<typeof structure>;

const FIELD_NAMES: Readonly<Record<string, Field>> = {
  ame_pp: "ame",
  mean_pct: "mean",
  average_pcn: "average",
  all_pcns: "national",
  ...Object.fromEntries(FIELDS.map((field) => [field, field])),
};

/** Whether parsed JSON is a whole paper in the structure of `published/1`, rather than plain rows. */
export function isPublishedStructure(json: unknown): boolean {
  return typeof json === "object" && json !== null && "table3" in json;
}

/** The tables and claims of a paper kept in the structure `published/1` (Table 3 with printed texts, Table 4, claims, counts). */
export function publishedStructure(json: unknown, where: string): PrintedTable {
  const checked = structure.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const message = `${where}: ${issue.path.join(".")}: ${issue.message}.`;
    throw new StudyError("input", "published-structure", message);
  }
  const paper = checked.data;
  return {
    title: paper.paper?.title ?? where,
    cells: paper.table3.cells.map((cell) => cellOf(cell, paper, where)),
    claims: claimsOf(paper, where),
    ciZ: paper.conventions?.ci_z ?? Z95,
    perPopulation: paper.table4?.multiplier_population,
    groups: paper.table4?.multiplier_pcns,
    headline: Object.values(paper.headline ?? {}),
    nested: nestedSamples(samplesOf(paper)),
    remarks: [],
  };
}

function cellOf(cell: Structure["table3"]["cells"][number], paper: Structure, where: string): PrintedCell {
  const scaled = paper.table4?.cells.find(({ id }) => id === cell.id);
  const texts = {
    ...shownNumbers(cell),
    ...cell.display,
    ...(scaled ? { average_pcn: scaled.average_pcn, all_pcns: scaled.all_pcns } : {}),
  };
  const values: Partial<Record<Field, PrintedValue>> = {};
  for (const [name, printed] of Object.entries(texts)) {
    const field = fieldOf(name, `${where}, ${cell.id}`);
    const value = withNumber(read(printed, `${where}, ${cell.id}, ${name}`), name, cell);
    values[field] = name === "mean_pct" ? rescaled(value, 0.01) : value;
  }
  const model = cell.model === undefined ? undefined : modelName(cell.model);
  return { id: cell.id, model, outcome: cell.outcome, values };
}

/** Numbers for which there is no printed text stand as they are; their final zeros are lost, which widens their intervals. */
function shownNumbers(cell: Structure["table3"]["cells"][number]): Record<string, string> {
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

function claimsOf(paper: Structure, where: string): Claim[] {
  const words = tableWords(paper);
  const stated = paper.counts?.respondents_stated;
  const quoted = paper.abstract?.results ?? [];
  return [
    ...(stated ? [{ id: "counts.respondents", kind: "sample" as const, printed: read(stated, where) }] : []),
    ...(paper.abstract?.n
      ? [{ id: "abstract.n", section: "abstract", kind: "sample" as const, printed: read(paper.abstract.n, where) }]
      : []),
    ...quoted.flatMap((one) =>
      (["or", "ci_low", "ci_high"] as const).map((field) => ({
        id: `abstract.${one.cell}.${field}`,
        section: "abstract",
        kind: "number" as const,
        cell: one.cell,
        field,
        printed: read(one[field], where),
      })),
    ),
    ...paper.text_claims.flatMap((claim) => textClaims(claim, words, where)),
    ...directionClaims(paper),
    ...paper.supplement.map(({ id, cited_in }) => ({
      id: `supplement.${id}`,
      kind: "statement" as const,
      statement: { test: "cited" as const, item: id, times: cited_in.length },
    })),
  ];
}

/** Cells whose gradient over deprivation is reported by two supplementary analyses. */
function directionClaims(paper: Structure): Claim[] {
  const found = paper.supplementary_findings.flatMap(({ table, cells }) =>
    cells.flatMap(({ cell, direction }) => {
      const favours = favoursOf(direction ?? "");
      return cell && table && favours ? [{ cell, table, favours }] : [];
    }),
  );
  return [...new Set(found.map(({ cell }) => cell))].flatMap((cell) => {
    const analyses = found.filter((one) => one.cell === cell).map(({ table, favours }) => ({ table, favours }));
    if (analyses.length < 2) return [];
    return [{ id: `gradient.${cell}`, kind: "statement", statement: { test: "same-direction", cell, analyses } }];
  });
}

function favoursOf(direction: string): Analysis["favours"] | undefined {
  if (/no (?:evidence of )?variation|alike/i.test(direction)) return "alike";
  if (/\b(?:less|least) deprived/i.test(direction)) return "less";
  return /\b(?:more|most) deprived/i.test(direction) ? "more" : undefined;
}

/** Conditions of each cell's sample, from the words of Table 2: everything after "with" joined by "and" or "&". */
function samplesOf({ table2 = {} }: Structure): CellSample[] {
  return Object.entries(table2).flatMap(([model, outcomes]) =>
    Object.entries(outcomes).flatMap(([outcome, sample]) => {
      if (sample === null) return [];
      const conditions = /^all\b/i.test(sample) ? "" : sample.toLowerCase().replace(/^.*?\bwith\s+/, "");
      const list = conditions.split(/\s*(?:&|\band\b)\s*/).filter((condition) => condition !== "");
      return [{ id: `${model}.${outcome}`, outcome, conditions: list }];
    }),
  );
}

function textClaims(claim: Structure["text_claims"][number], words: TableWords, where: string): Claim[] {
  const { id, section, kind, cell, field, value, ci } = claim;
  if (kind === "statement") {
    const statements = readStatement(claim.text ?? "", words);
    if (statements.length === 0) return [{ id, section, kind: "unread" }];
    return statements.map((one, i) => ({ id: i === 0 ? id : `${id}.${i + 1}`, section, ...one }));
  }
  if (cell === undefined || field === undefined || value === undefined) return [{ id, section, kind: "unread" }];
  const at = `${where}, ${id}`;
  const limits = ci
    ? ([
        ["ci_low", ci[0]],
        ["ci_high", ci[1]],
      ] as const)
    : [];
  return [
    { id, section, kind, cell, field: fieldOf(field, at), printed: read(value, at) },
    ...limits.map(([name, limit]) => ({
      id: `${id}.${name}`,
      section,
      kind,
      cell,
      field: name,
      printed: read(limit, at),
    })),
  ];
}

function tableWords(paper: Structure): TableWords {
  const outcomes = [...new Set(paper.table3.cells.flatMap(({ outcome }) => outcome ?? []))];
  const models = Object.entries(paper.model_labels_in_table3 ?? {}).map(([key, { header }]) => ({
    model: modelName(key),
    words: header.replace(/^.*\bwith\s+/i, ""),
  }));
  return { outcomes, models };
}

function modelName(key: string): string {
  return /^\d+$/.test(key) ? `M${key}` : key;
}

function fieldOf(name: string, where: string): Field {
  const field = FIELD_NAMES[name];
  if (field === undefined) throw new StudyError("input", "unknown-field", `${where}: field "${name}" is not known.`);
  return field;
}

function read(printed: string, where: string): PrintedValue {
  const value = printedValue(printed);
  if (value === undefined) {
    throw new StudyError("input", "printed-value-is-a-number", `${where}: "${printed}" is no number.`);
  }
  return value;
}
