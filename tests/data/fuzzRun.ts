import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareStudy } from "../../src/data";
import { StudyError } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";
import { Random } from "../../src/util/random";
import { mutated } from "./mutate";
import { type TinyFiles, tinyFiles, writeTiny } from "./tinyStudy";

/** How many mutated studies ended in which way. */
export interface FuzzCounts {
  readonly results: number;
  /** Refusals by rule. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Most that a study of a dozen rows may take: seconds of processor time, which other work on the machine adds little to, and minutes. */
const CPU_LIMIT = 10;
const WALL_LIMIT = 5;

const fixture = (name: string) => readFileSync(join(packageRoot(), "tests", "data", "fixtures", name));

/** Formats in which a file of the tiny study is mutated. */
const VARIANTS: readonly TinyFiles[] = [
  ...[
    "workforce.csv.gz",
    "map.csv.gz",
    "lists-2022.csv",
    "imd.csv",
    "ruc.csv",
    "survey-2018.csv",
    "survey-2022.csv",
  ].map((name) => ({ [name]: tinyFiles()[name] })),
  { "survey-2022.csv": fixture("tiny_2022.sav") },
  { "survey-2022.csv": fixture("tiny_2022.zsav") },
  { "survey-2022.csv": fixture("tiny_2022.dta") },
  { "map.csv.gz": fixture("epcn.xlsx") },
];

/**
 * Mutates one file of a small study, over and over, and prepares it. Each run must end in a balanced result or a named error of
 * files or settings, in time, with nothing half-made in the cache, and the same for the same bytes.
 */
export async function fuzz(first: number, mutations: number): Promise<FuzzCounts> {
  let results = 0;
  const refused: Record<string, number> = {};
  for (let i = first; i < first + mutations; i++) {
    const random = new Random("fuzz", i);
    const [[name, file]] = Object.entries(random.pick(VARIANTS));
    const files = { ...tinyFiles(), [name]: mutated(file, random) };
    const rule = await outcome(files, `mutation ${i} of ${name}`);
    if (rule === undefined) results++;
    else refused[rule] = (refused[rule] ?? 0) + 1;
  }
  return { results, refused };
}

/** Rule of the refusal, or undefined for a result. */
async function outcome(files: TinyFiles, what: string): Promise<string | undefined> {
  const folder = writeTiny(files);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  let rule: string | undefined;
  try {
    const { ledger, frame } = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
    const read = ledger.files.reduce((sum, { rowsInFile, refused }) => sum + rowsInFile - refused, 0);
    assert.equal(frame.rows, read, `${what}: N changed in silence`);
  } catch (error) {
    if (!(error instanceof StudyError)) throw new Error(`${what}: ${(error as Error).stack}`);
    assert.ok(["input", "settings"].includes(error.kind), `${what}: ${error.kind} ${error.message}`);
    rule = error.rule;
  }
  const { user, system } = process.cpuUsage(cpu);
  const [seconds, minutes] = [(user + system) / 1e6, (performance.now() - started) / 60_000];
  assert.ok(seconds < CPU_LIMIT && minutes < WALL_LIMIT, `${what}: took ${seconds} CPU s, ${minutes} min`);
  const left = existsSync(folder.cacheDir) ? readdirSync(folder.cacheDir) : [];
  const whole = left.filter((entry) => entry.startsWith("frame-")).length;
  assert.equal(whole, rule === undefined ? 1 : 0, `${what}: ${left.join(" ")}`);
  assert.deepEqual(
    left.filter((entry) => entry.startsWith(".")),
    [],
    what,
  );
  return rule;
}
