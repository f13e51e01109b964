import type { Duck } from "../duck";
import type { JoinReport } from "./types";

/** Sides of a join as SQL: `left` yields `key`, its rows `n` and, if something is carried, `amount`; `right` yields `key`. Keys may be NULL on the left. */
export interface JoinSides {
  readonly name: string;
  readonly left: { readonly what: string; readonly sql: string };
  readonly right: { readonly what: string; readonly sql: string };
  readonly carried?: string;
  /** Show no example keys. */
  readonly restricted?: boolean;
}

interface Counts {
  readonly n: number;
  readonly k: number;
  readonly uk: number;
  readonly un: number;
  readonly total: number;
  readonly lost: number;
}

/** Counts both anti-joins of a many-to-one join. Blank keys count as unmatched. */
export async function joinReport(
  duck: Duck,
  { name, left, right, carried, restricted }: JoinSides,
): Promise<JoinReport> {
  const amount = carried ? "sum(amount)" : "NULL";
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE join_left AS SELECT key, sum(n) AS n, ${amount} AS amount FROM (${left.sql}) GROUP BY key;
    CREATE OR REPLACE TEMP TABLE join_right AS SELECT DISTINCT key FROM (${right.sql})`);
  const lost = "SELECT * FROM join_left l WHERE NOT EXISTS (SELECT 1 FROM join_right r WHERE r.key = l.key)";
  const unused = "SELECT key FROM join_right r WHERE NOT EXISTS (SELECT 1 FROM join_left l WHERE r.key = l.key)";
  const [counts] = await duck.rows<Counts>(`SELECT
    (SELECT coalesce(sum(n), 0)::DOUBLE FROM join_left) AS n, (SELECT count(key)::DOUBLE FROM join_left) AS k,
    (SELECT count(key)::DOUBLE FROM (${lost})) AS uk, (SELECT coalesce(sum(n), 0)::DOUBLE FROM (${lost})) AS un,
    (SELECT coalesce(sum(amount), 0)::DOUBLE FROM join_left) AS total,
    (SELECT coalesce(sum(amount), 0)::DOUBLE FROM (${lost})) AS lost`);
  const [rightCounts] = await duck.rows<{ k: number; uk: number }>(
    `SELECT (SELECT count(*)::DOUBLE FROM join_right) AS k, (SELECT count(*)::DOUBLE FROM (${unused})) AS uk`,
  );
  return {
    name,
    cardinality: "m:1",
    left: { what: left.what, rows: counts.n, keys: counts.k, unmatchedKeys: counts.uk, unmatchedRows: counts.un },
    right: { what: right.what, keys: rightCounts.k, unmatchedKeys: rightCounts.uk },
    ...(carried ? { carried: { what: carried, total: counts.total, unmatched: counts.lost } } : {}),
    examples: {
      left: restricted ? [] : await examples(duck, lost),
      right: restricted ? [] : await examples(duck, unused),
    },
  };
}

async function examples(duck: Duck, sql: string): Promise<readonly string[]> {
  const rows = await duck.rows<{ key: string }>(
    `SELECT key::VARCHAR AS key FROM (${sql}) WHERE key IS NOT NULL ORDER BY 1 LIMIT 5`,
  );
  return rows.map(({ key }) => key);
}
