import type { CellLedger, SampleLedger } from "../data";
import type { Frame } from "../data/frame";
import { isGated } from "../disclosure/activeGate";
import type { Underlying } from "../disclosure/underlying";
import type { LogitFit } from "../model/types";
import { findPublished } from "../published/published";
import type { ResultRecord } from "../results/types";
import { StudyError } from "../util/errors";
import { countBehind, PUBLIC } from "./behind";
import { column } from "./completeRows";
import { ledgerRule } from "./ledgerRule";

/**
 * The sample ledger in the results store: `ledger/<cell>/<rule>` for those who leave, `/analysed`, and beside it `/published` and
 * `/difference` where the paper prints the number.
 */
export function ledgerRecords({ cells }: SampleLedger): readonly ResultRecord[] {
  return cells.flatMap(({ id, n, steps, facts }) => {
    const printed = findPublished(id)?.n.value;
    const one = (name: string, value: number, underlying: Underlying | undefined): ResultRecord => ({
      ...{ key: `ledger/${id}/${name}`, value, unit: "", decimals: 0, model: id },
      ...(underlying && { underlying }),
    });
    return [
      ...steps.flatMap(({ rule, rows }, i) => (rows > 0 ? [one(slug(rule), rows, countBehind(facts?.steps[i]))] : [])),
      one("analysed", n, countBehind(facts?.people)),
      ...(printed === undefined
        ? []
        : [
            one("published", printed, PUBLIC),
            one("difference", n - printed, facts && { role: "count", ...facts.people, offset: -printed }),
          ]),
    ];
  });
}

/**
 * The ledger of one model by survey year, and thereby by file: `ledger/<cell>/<year>/<rule>` and `/analysed`. A row-by-row pass apart from the
 * estimator's own. None on restricted answers: by rule and year the groups are small.
 * @throws StudyError `verification` when the years do not add up to the model's ledger
 */
export function yearLedgerRecords(frame: Frame, { id, steps, n }: CellLedger, fit: LogitFit): readonly ResultRecord[] {
  if (isGated()) return [];
  const year = column(frame, "year");
  if (year.kind !== "factor") throw new RangeError("year is not a factor column");
  const first = firstSteps(frame, fit, steps);
  const places = steps.length + 1;
  const counts = new Float64Array(year.levels.length * places);
  for (let i = 0; i < frame.rows; i++) counts[year.codes[i] * places + first[i]]++;
  const names = [...steps.map(({ rule }) => slug(rule)), "analysed"];
  const totals = [...steps.map(({ rows }) => rows), n];
  names.forEach((name, s) => {
    const sum = year.levels.reduce((total, _, y) => total + counts[y * places + s], 0);
    if (sum !== totals[s]) {
      const message = `ledger of ${id}, ${name}: the years add up to ${sum}, not ${totals[s]}. This is a defect: report it.`;
      throw new StudyError("verification", "sample-ledger-balances", message);
    }
  });
  return year.levels.flatMap((level, y) =>
    names.map((name, s) => ({
      ...{ key: `ledger/${id}/${level}/${name}`, value: counts[y * places + s], unit: "", decimals: 0, model: id },
    })),
  );
}

/** The first step that each row meets; the number of steps where it meets none. Column by column: this is a pass over all rows for each step. */
function firstSteps(frame: Frame, fit: LogitFit, steps: CellLedger["steps"]): Uint8Array {
  const first = new Uint8Array(frame.rows).fill(steps.length);
  for (let s = steps.length - 1; s >= 0; s--) {
    const found = ledgerRule(frame, fit, steps[s].rule);
    if (found === undefined) continue;
    const { codes, leaves } = found;
    for (let i = 0; i < first.length; i++) if (leaves[codes[i]] === 1) first[i] = s;
  }
  return first;
}

const slug = (rule: string): string => rule.replace(/: /g, "-").replace(/[^A-Za-z0-9_]+/g, "-");
