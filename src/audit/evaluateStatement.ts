import type { ClaimAudit, PrintedCell, PrintedTable, PrintedValue, Statement } from "./types";

type Finding = Pick<ClaimAudit, "verdict" | "against" | "fits" | "reason">;

const LEVEL = 0.05;

/** Evaluates a statement on the printed cells; where it fails, says for which part of the table it holds. */
export function evaluateStatement(statement: Statement, table: PrintedTable): Finding {
  switch (statement.test) {
    case "significant-except":
      return byScope(table, (cells) => failsSignificance(cells, statement));
    case "or-range":
      return byScope(table, (cells) => failsRange(cells, statement));
    case "not-significant":
      return notSignificant(table, statement);
    case "same-significance":
      return sameSignificance(table, statement);
    case "same-direction":
      return sameDirection(statement);
    case "cited":
      return cited(statement);
  }
}

/** Tries a statement on all cells, then on the headline cells. `undefined` from the test: nothing to test it on. */
function byScope(table: PrintedTable, failures: (cells: readonly PrintedCell[]) => Failure[] | undefined): Finding {
  const failed = failures(table.cells);
  if (failed === undefined) return NOTHING;
  if (failed.length === 0) return { verdict: "consistent", against: [], fits: [], reason: "True of every cell." };
  const headline = table.cells.filter(({ id }) => table.headline.includes(id));
  const fits = headline.length > 0 && failures(headline)?.length === 0 ? ["the headline cells"] : [];
  return {
    verdict: "inconsistent",
    against: failed.map(({ id }) => id),
    fits,
    reason:
      `Not true of ${failed.map(({ id, shows }) => `${id} (${shows})`).join(", ")}.` +
      (fits.length > 0 ? " True of the headline cells only." : ""),
  };
}

const NOTHING: Finding = {
  verdict: "not evaluated",
  against: [],
  fits: [],
  reason: "The table lacks the numbers for it.",
};

interface Failure {
  readonly id: string;
  readonly shows: string;
}

function failsSignificance(
  cells: readonly PrintedCell[],
  { except, direction }: Extract<Statement, { test: "significant-except" }>,
): Failure[] | undefined {
  const tested = excluding(cells, except).filter(({ values }) => values.p && values.or);
  if (tested.length === 0) return undefined;
  return tested.flatMap(({ id, values }) => {
    const away = direction === "below" ? values.or!.value < 1 : direction === "above" ? values.or!.value > 1 : true;
    if (significant(values.p!) && away) return [];
    return [{ id, shows: `odds ratio ${values.or!.text}, p ${values.p!.text}` }];
  });
}

function failsRange(
  cells: readonly PrintedCell[],
  { low, high, except }: Extract<Statement, { test: "or-range" }>,
): Failure[] | undefined {
  const tested = excluding(cells, except).flatMap(({ id, values }) => (values.or ? [{ id, or: values.or }] : []));
  if (tested.length === 0) return undefined;
  const outside = tested.filter(({ or }) => or.value < low.value || or.value > high.value);
  const values = tested.map(({ or }) => or.value);
  const reached = [low, high].filter((end) => !values.includes(end.value));
  return [
    ...outside.map(({ id, or }) => ({ id, shows: `odds ratio ${or.text}` })),
    ...reached.map((end) => ({ id: "no cell", shows: `has ${end.text}` })),
  ];
}

function notSignificant(table: PrintedTable, statement: Extract<Statement, { test: "not-significant" }>): Finding {
  const holds = (model: string) => {
    const tested = table.cells.filter(
      (cell) => cell.model === model && statement.outcomes.includes(cell.outcome ?? "") && cell.values.p,
    );
    const against = tested.filter(({ values }) => significant(values.p!));
    return { tested, against };
  };
  const { tested, against } = holds(statement.model);
  if (tested.length === 0) return NOTHING;
  if (against.length === 0) return { verdict: "consistent", against: [], fits: [], reason: "True of the model named." };
  const others = [...new Set(table.cells.flatMap(({ model }) => model ?? []))].filter(
    (model) => model !== statement.model,
  );
  const fits = others.filter((model) => {
    const other = holds(model);
    return other.tested.length === statement.outcomes.length && other.against.length === 0;
  });
  return {
    verdict: "inconsistent",
    against: against.map(({ id }) => id),
    fits,
    reason:
      `Not true of ${against.map(({ id, values }) => `${id} (p ${values.p!.text})`).join(", ")}.` +
      (fits.length > 0 ? ` True of ${fits.join(", ")}: the sample is misnamed.` : ""),
  };
}

function sameSignificance(
  table: PrintedTable,
  { model, as }: Extract<Statement, { test: "same-significance" }>,
): Finding {
  const pairs = table.cells.flatMap((cell) => {
    const other = table.cells.find((one) => one.model === as && one.outcome === cell.outcome);
    return cell.model === model && other?.values.p && cell.values.p ? [{ cell, other }] : [];
  });
  if (pairs.length === 0) return NOTHING;
  const against = pairs.filter(({ cell, other }) => significant(cell.values.p!) !== significant(other.values.p!));
  if (against.length === 0) {
    const shared = pairs.map(({ cell }) => cell.outcome).join(", ");
    return { verdict: "consistent", against: [], fits: [], reason: `True of the outcomes in both models (${shared}).` };
  }
  const ids = against.map(({ cell }) => cell.id);
  return { verdict: "inconsistent", against: ids, fits: [], reason: `Not true of ${ids.join(", ")}.` };
}

/** Two analyses agree unless one finds a gradient that the other finds reversed or absent. */
function sameDirection({ cell, analyses }: Extract<Statement, { test: "same-direction" }>): Finding {
  const favours = new Set(analyses.map((analysis) => analysis.favours));
  const words = { more: "larger among the more deprived", less: "larger among the less deprived", alike: "alike" };
  const said = analyses.map((analysis) => `${analysis.table}: ${words[analysis.favours]}`).join("; ");
  if (favours.size <= 1) return { verdict: "consistent", against: [], fits: [], reason: `${said}.` };
  return { verdict: "inconsistent", against: [cell], fits: [], reason: `Two analyses of ${cell} disagree. ${said}.` };
}

function cited({ item, times }: Extract<Statement, { test: "cited" }>): Finding {
  if (times > 0) return { verdict: "consistent", against: [], fits: [], reason: `The text refers to ${item}.` };
  return { verdict: "inconsistent", against: [item], fits: [], reason: `The text never refers to ${item}.` };
}

function excluding(cells: readonly PrintedCell[], outcomes: readonly string[]): PrintedCell[] {
  return cells.filter((cell) => !outcomes.includes(cell.outcome ?? cell.id) && !outcomes.includes(cell.id));
}

function significant({ text, value, high }: PrintedValue): boolean {
  return /^[<≤]/.test(text) ? high <= LEVEL : value < LEVEL;
}
