import { fieldOf, modelName, readPrinted } from "./publishedNames";
import type { PublishedStructure } from "./publishedSchema";
import { readStatement, type TableWords } from "./readStatement";
import type { Analysis, Claim } from "./types";

/** What the abstract, the text and the supplement say about the tables. */
export function publishedClaims(paper: PublishedStructure, where: string): Claim[] {
  const words = tableWords(paper);
  const stated = paper.counts?.respondents_stated;
  const quoted = paper.abstract?.results ?? [];
  return [
    ...(stated ? [{ id: "counts.respondents", kind: "sample" as const, printed: readPrinted(stated, where) }] : []),
    ...(paper.abstract?.n
      ? [
          {
            id: "abstract.n",
            section: "abstract",
            kind: "sample" as const,
            printed: readPrinted(paper.abstract.n, where),
          },
        ]
      : []),
    ...quoted.flatMap((one) =>
      (["or", "ci_low", "ci_high"] as const).map((field) => ({
        id: `abstract.${one.cell}.${field}`,
        section: "abstract",
        kind: "number" as const,
        cell: one.cell,
        field,
        printed: readPrinted(one[field], where),
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
function directionClaims(paper: PublishedStructure): Claim[] {
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

function textClaims(claim: PublishedStructure["text_claims"][number], words: TableWords, where: string): Claim[] {
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
    { id, section, kind, cell, field: fieldOf(field, at), printed: readPrinted(value, at) },
    ...limits.map(([name, limit]) => ({
      id: `${id}.${name}`,
      section,
      kind,
      cell,
      field: name,
      printed: readPrinted(limit, at),
    })),
  ];
}

function tableWords(paper: PublishedStructure): TableWords {
  const outcomes = [...new Set(paper.table3.cells.flatMap(({ outcome }) => outcome ?? []))];
  const models = Object.entries(paper.model_labels_in_table3 ?? {}).map(([key, { header }]) => ({
    model: modelName(key),
    words: header.replace(/^.*\bwith\s+/i, ""),
  }));
  return { outcomes, models };
}
