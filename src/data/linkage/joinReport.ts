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
  readonly rk: number;
  readonly ruk: number;
  readonly left: readonly string[] | null;
  readonly right: readonly string[] | null;
}

/** Counts both anti-joins of a many-to-one join. Blank keys count as unmatched. */
export async function joinReport(
  duck: Duck,
  { name, left, right, carried, restricted }: JoinSides,
): Promise<JoinReport> {
  const amount = carried ? "sum(amount)" : "NULL::INTEGER";
  const examples = (key: string, where: string) =>
    restricted ? "NULL" : `min(${key}::VARCHAR, 5) FILTER (${where} AND ${key} IS NOT NULL)`;
  const [counts] = await duck.rows<Counts>(`
    WITH lefts AS (SELECT key, sum(n) AS n, ${amount} AS amount FROM (${left.sql}) GROUP BY key),
      rights AS (SELECT DISTINCT key, true AS given FROM (${right.sql})),
      joined AS (SELECT l.key AS lkey, n, amount, coalesce(r.given, false) AS matched, r.key AS rkey, r.given AS given, l.n IS NULL AS unused
        FROM lefts l FULL JOIN rights r ON l.key = r.key)
    SELECT coalesce(sum(n), 0)::DOUBLE AS n, count(lkey)::DOUBLE AS k,
      count(lkey) FILTER (NOT matched)::DOUBLE AS uk, coalesce(sum(n) FILTER (NOT matched), 0)::DOUBLE AS un,
      coalesce(sum(amount), 0)::DOUBLE AS total, coalesce(sum(amount) FILTER (NOT matched), 0)::DOUBLE AS lost,
      count(given)::DOUBLE AS rk, count(given) FILTER (unused)::DOUBLE AS ruk,
      ${examples("lkey", "NOT matched")} AS "left", ${examples("rkey", "unused")} AS "right"
    FROM joined`);
  return {
    name,
    cardinality: "m:1",
    left: { what: left.what, rows: counts.n, keys: counts.k, unmatchedKeys: counts.uk, unmatchedRows: counts.un },
    right: { what: right.what, keys: counts.rk, unmatchedKeys: counts.ruk },
    ...(carried ? { carried: { what: carried, total: counts.total, unmatched: counts.lost } } : {}),
    examples: { left: counts.left ?? [], right: counts.right ?? [] },
  };
}
