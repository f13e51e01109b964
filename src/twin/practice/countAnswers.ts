import { type Duck, identifier, literal } from "../../data/duck";
import type { Answered } from "./practiceColumns";
import type { Question } from "./questions";

/** One practice of a respondent file: who answered what, by question. */
export interface PracticeAnswers {
  readonly practice: string;
  readonly pcn: string;
  readonly received: number;
  readonly answers: ReadonlyMap<string, Answered>;
}

/** Questions where several options may be ticked: one 0/1 column per option. */
const TICKED = ["Q31", "Q91"];

/** Counts the answers of a respondent file by practice, for the questions that it holds. Practices come in order of code. */
export async function countAnswers(
  duck: Duck,
  file: string,
  questions: readonly Question[],
): Promise<readonly PracticeAnswers[]> {
  const header = await headerOf(duck, file);
  const asked = questions.flatMap((question) => questionSql(question, header) ?? []);
  const pcn = header.get("pcn_code");
  const columns = asked.flatMap(({ counts }) =>
    counts.map(({ sql, as }) => `count(*) FILTER (${sql})::INTEGER AS ${as}`),
  );
  const code = identifier(header.get("practice_code") as string);
  const rows = await duck.rows<Record<string, string | number>>(`
    SELECT ${code} AS practice, ${pcn ? `coalesce(any_value(${identifier(pcn)}), '')` : "''"} AS pcn, count(*)::INTEGER AS received,
      ${columns.join(",\n")}
    FROM read_csv(${literal(file)}, header = true, all_varchar = true) WHERE ${code} <> '' GROUP BY 1 ORDER BY 1`);
  return rows.map((row) => ({
    practice: String(row.practice),
    pcn: String(row.pcn),
    received: Number(row.received),
    answers: new Map(asked.map(({ question, counts }) => [question.name, answered(question, counts, row)])),
  }));
}

async function headerOf(duck: Duck, file: string): Promise<ReadonlyMap<string, string>> {
  const rows = await duck.rows<{ column_name: string }>(
    `DESCRIBE SELECT * FROM read_csv(${literal(file)}, header = true, all_varchar = true)`,
  );
  return new Map(rows.map(({ column_name: name }) => [name.toLowerCase(), name]));
}

interface QuestionSql {
  readonly question: Question;
  /** The base first, then one per option. */
  readonly counts: readonly { readonly as: string; readonly sql: string }[];
}

function questionSql(question: Question, header: ReadonlyMap<string, string>): QuestionSql | undefined {
  const { name, options } = question;
  const conditions = TICKED.includes(name)
    ? options.map((k) => is(header.get(`${name}_${k}`.toLowerCase()), 1))
    : options.map((k) => is(header.get(name.toLowerCase()), k));
  if (conditions.some((condition) => condition === undefined)) return undefined;
  const all = [`(${conditions.join(" OR ")})`, ...(conditions as readonly string[])];
  return { question, counts: all.map((sql, i) => ({ as: identifier(`${name} ${i}`), sql })) };
}

const is = (column: string | undefined, code: number): string | undefined =>
  column === undefined ? undefined : `${identifier(column)} = '${code}'`;

function answered(
  { name, options }: Question,
  counts: QuestionSql["counts"],
  row: Readonly<Record<string, string | number>>,
): Answered {
  const at = (i: number) => Number(row[`${name} ${i}`]);
  return { base: counts.length > 0 ? at(0) : 0, byOption: new Map(options.map((k, i) => [k, at(i + 1)])) };
}
