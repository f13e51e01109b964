import { z } from "zod";

/** Numbers kept beside the printed texts: name, name of the text, factor from text to number. */
export const NUMBERS = [
  ["or", "or", 1],
  ["ci_low", "ci_low", 1],
  ["ci_high", "ci_high", 1],
  ["p", "p", 1],
  ["ame_pp", "ame_pp", 1],
  ["mean", "mean_pct", 100],
  ["n", "n", 1],
] as const;

const text = z.union([z.string(), z.number()]).transform(String);

/** The structure `published/1` of a paper's printed numbers, as far as the audit reads it. */
export const publishedSchema = z.object({
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

/** A paper in that structure. */
export type PublishedStructure = z.output<typeof publishedSchema>;
