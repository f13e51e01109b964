import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import JSZip from "jszip";
import { gatedRun } from "../../src/cli/gatedRun";
import { defaultCacheDir, missingCode, privateFolder } from "../../src/data";
import type { RuleOutcome } from "../../src/disclosure/decision";
import type { GateState } from "../../src/disclosure/gate";
import { restrictedError } from "../../src/disclosure/restrictedError";
import { roundCount } from "../../src/disclosure/rounding";
import { EXHIBIT_MIME, type Exhibit } from "../../src/exhibit/types";
import { readNotebook, writeNotebook } from "../../src/notebook";
import type { Notebook } from "../../src/notebook/nbformat";
import { sampleSummary } from "../../src/paper/sampleSummary";
import { studyEnvironment } from "../../src/paper/studyFromEnvironment";
import { cellSpecs } from "../../src/study";
import { StudyError } from "../../src/util/errors";
import { packageRoot } from "../../src/util/packageRoot";
import { attacker, width } from "./attacker";
import { type RestrictedStudy, restrictedStudy } from "./restrictedStudy";

/** One run of the real command on files declared as restricted; the tests look at everything it wrote and printed. */
const out = mkdtempSync(join(tmpdir(), "link-workers-released-"));
let study: RestrictedStudy;
let run: { status: number | null; stdout: string; stderr: string };
let written: readonly { readonly name: string; readonly text: string }[];

before(async () => {
  study = await restrictedStudy();
  const command = [join(packageRoot(), "setup", "link-workers.mjs"), "report", "--study", study.manifest, "--out", out];
  run = spawnSync(process.execPath, command, { cwd: out, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  written = [{ name: "terminal", text: run.stdout + run.stderr }, ...(await texts())];
});
after(() => {
  rmSync(privateFolder(study.manifest), { recursive: true, force: true });
  study.remove();
  rmSync(out, { recursive: true, force: true });
});

/** Every file as text: bytes as they are, the parts of the Word file, and the text of the PDF where a reader is installed. */
async function texts() {
  const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found: { name: string; text: string }[] = [];
  for (const { parentPath, name } of names) {
    const path = join(parentPath, name);
    const bytes = readFileSync(path);
    found.push({ name, text: bytes.toString("latin1") });
    for (const [, id, packed] of bytes.toString("latin1").matchAll(/id="packed-(exhibits|index)">([^<]*)</g)) {
      const text = gunzipSync(Buffer.from(packed, "base64"))
        .toString("utf8")
        .replace(/\\[rn]/g, "\n");
      found.push({ name: `${name}, packed ${id}`, text });
    }
    if (name.endsWith(".docx")) {
      const zip = await JSZip.loadAsync(bytes);
      for (const part of Object.values(zip.files)) found.push({ name: part.name, text: await part.async("string") });
    }
    if (name.endsWith(".pdf")) {
      const text = spawnSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" }).stdout;
      if (text) found.push({ name: `${name}, its text`, text });
    }
  }
  return found;
}

/** Counts that only the holder of the files knows: everybody, samples, their years, answers, rows of the ledger. */
function exactCounts(): ReadonlySet<number> {
  const { frame, rawCounts, ledger, study: settings } = study.prepared;
  const samples = cellSpecs(settings).map((cell) => sampleSummary(frame, cell));
  const all = [
    frame.rows,
    ...samples.flatMap(({ n, events, years }) => [n, events, ...years.flatMap((year) => [year.n, year.events])]),
    ...rawCounts.map(({ rows }) => rows),
    ...ledger.files.flatMap(({ rowsInFile, withPcn }) => [rowsInFile, withPcn]),
  ];
  const publicNumbers = new Set(
    ["table-s5", "table-exposure", "table-linkage", "table-4", "table-4-conventions"].flatMap((id) =>
      numbersIn(readFileSync(join(out, "tables", `${id}.md`), "utf8")),
    ),
  );
  // A rounded number less a published one may meet an exact count by chance.
  const differences = tableCsv("table-reproduction").matchAll(/,different,-?(\d+),/g);
  for (const [, difference] of differences) publicNumbers.add(Number(difference));
  return new Set(all.filter((n) => n >= 1000 && n % 5 !== 0 && !publicNumbers.has(n)));
}

const tableCsv = (id: string) => readFileSync(join(out, "tables", `${id}.csv`), "utf8");

/** Whole numbers of a text, with or without separators; style sheets, scripts, attributes, embedded files and sizes of files are not text. */
function numbersIn(text: string): number[] {
  const plain = text
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, "")
    .replace(/"contentSize": "\d+"/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[A-Za-z0-9+/=]{200,}/g, "");
  const numbers = plain.matchAll(/(?<![\d.,#\w])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d\w]|\.\d)/g);
  return [...numbers].map(([number]) => Number(number.replaceAll(",", "")));
}

test("a restricted study gives a report: page, PDF, Word, notebooks, figures, tables, results", () => {
  for (const file of ["index.html", "report.pdf", "appendix.docx", "results.json", "disclosure-review.txt"]) {
    assert.ok(existsSync(join(out, file)), file);
  }
  for (const id of ["table-2", "table-3", "table-4", "table-ledger"]) assert.ok(tableCsv(id).length > 200, id);
  for (const id of ["figure-1", "figure-odds-ratios"]) assert.ok(existsSync(join(out, "figures", `${id}.svg`)), id);
  assert.equal(readdirSync(join(out, "notebooks")).length, 9);
  assert.doesNotMatch(readFileSync(join(out, "index.html"), "utf8"), /SYNTHETIC/);
});

test("no exact count of the files is in any file or on the terminal", () => {
  const exact = exactCounts();
  assert.ok(exact.size > 100);
  for (const { name, text } of written) {
    // The page of code holds public sources alone.
    if (/\.(?:png|pdf|docx)$|^code\.html$/.test(name)) continue;
    assert.deepEqual(
      numbersIn(text).filter((number) => exact.has(number)),
      [],
      name,
    );
  }
});

test("no code of a practice, network, area or respondent, and no folder of the machine, is in any file or on the terminal", () => {
  const { practice, pcn } = study.prepared.frame.columns;
  assert.ok(practice.kind === "factor" && pcn.kind === "factor");
  const codes = new Set([...practice.levels, ...pcn.levels]);
  for (const { name, text } of written) {
    if (/\.(?:png|pdf|docx)$/.test(name)) continue;
    const tokens = text.match(/\b[A-Z]\d{5}\b|\b[EW]0\d{7}\b/g) ?? [];
    assert.deepEqual(
      tokens.filter((token) => codes.has(token) || token.length === 9),
      [],
      name,
    );
  }
  for (const { name, text } of written) {
    for (const folder of [study.dir, packageRoot(), homedir()]) assert.ok(!text.includes(folder), `${name} ${folder}`);
  }
});

test("every exhibit declares its counts: what is withheld of it are cells of few people, practices or networks", () => {
  const { results } = JSON.parse(readFileSync(join(out, "disclosure-review.json"), "utf8")) as {
    results: Record<string, { status: string; properties: { output: string }; sdc: { rules: RuleOutcome[] } }>;
  };
  const reasons = new Set(["organisations", "threshold", "threshold-of-level", "class", "differencing", "secondary"]);
  // Size and digest of the files of answers; what found no partner.
  const never = new Set(["table-inputs", "table-linkage"]);
  const lines = Object.values(results);
  assert.ok(lines.length > 80);
  for (const { status, properties, sdc } of lines) {
    assert.notEqual(status, "fail", properties.output);
    for (const { rule, status } of sdc.rules) {
      const known = reasons.has(rule) || (rule === "underlying-is-known" && never.has(properties.output));
      assert.ok(status !== "fail" || known, `${properties.output}: ${rule}`);
    }
  }
  const count = (folder: string, end: string) =>
    readdirSync(join(out, folder)).filter((name) => name.endsWith(end)).length;
  assert.ok(count("tables", ".csv") >= 50 && count("figures", ".svg") >= 15);
  for (const { name, text } of written) {
    if (name.endsWith(".md")) assert.doesNotMatch(text, /A sentence is withheld/, name);
  }
});

test("every count is a multiple of five, and nothing carries what the gate was told", () => {
  const { results, inputs, ledger, data } = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  assert.ok(results.length > 300);
  for (const record of results) {
    if (record.key.startsWith("published/")) continue;
    const counts = [record.n, record.events, record.clusters, ...(/\/n$/.test(record.key) ? [record.value] : [])];
    for (const count of counts) assert.ok(count === undefined || count % 5 === 0, record.key);
    assert.equal(record.underlying, undefined);
  }
  assert.deepEqual([ledger, data], [{}, "restricted"]);
  assert.ok(inputs.every(({ input }: { input: string }) => !input.startsWith("survey")));
  const sizes = tableCsv("table-2").split("\n").slice(1, -1);
  for (const line of sizes) assert.equal(Number(line.split(",")[2]) % 5, 0, line);
});

test("the review sheet has a line for every exhibit; exact counts are in files of the private folder, for their owner only", () => {
  const review = readFileSync(join(out, "disclosure-review.csv"), "utf8");
  for (const name of readdirSync(join(out, "notebooks"))) {
    for (const cell of readNotebook(join(out, "notebooks", name)).cells) {
      if (cell.cell_type !== "code") continue;
      for (const output of cell.outputs) {
        const exhibit = "data" in output ? (output.data[EXHIBIT_MIME] as Exhibit | undefined) : undefined;
        if (exhibit) assert.ok(review.includes(`\n${exhibit.id},`), exhibit.id);
      }
    }
  }
  assert.doesNotMatch(review, /,(?:table|figure|records),fail,/);
  const folder = privateFolder(study.manifest);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  for (const file of ["gate.json", "disclosure-review.txt", "disclosure-review.csv", "disclosure-review.json"]) {
    assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith("private-")),
    [],
    "no scratch is left",
  );
});

test("an attacker who holds all outputs, and knows every sum and which groups contain which, narrows no withheld count", async () => {
  const { entries, sums, policy } = JSON.parse(
    readFileSync(join(privateFolder(study.manifest), "gate.json"), "utf8"),
  ) as GateState;
  const printed = new Map(
    entries.map(({ key, n, decision }) => [key, decision.released ? roundCount(n, policy) : null]),
  );
  const n = new Map(entries.map((entry) => [entry.key, entry.n]));
  const nested = entries.flatMap(({ key, within = [] }) =>
    within.filter((other) => n.has(other)).map((other) => (n.get(other)! >= n.get(key)! ? [other, key] : [key, other])),
  );
  const rests = nested.map(([total, part]) => ({ total, parts: [part, `rest of ${total} beside ${part}`] }));
  const him = await attacker();
  const intervals = [...him.intervals(printed, [...sums, ...rests], policy)];
  assert.ok(intervals.length > 50, `${intervals.length} withheld counts`);
  for (const [key, interval] of intervals) {
    assert.ok(width(interval) >= policy.intervalWidth, `${key} is ${interval.join(" to ")}`);
  }
  assert.ok(entries.every(({ decision }) => !decision.rules.includes("exposed")));
});

test("what the run keeps for the next one is in the private folder: the frame, the fits and the list of digests; of outputs nothing is kept", () => {
  const cache = join(privateFolder(study.manifest), "cache");
  const kept = readdirSync(cache);
  const frame = kept.find((name) => name.startsWith("frame-")) as string;
  assert.ok(frame && readdirSync(join(cache, "fits")).length > 20, kept.join(" "));
  assert.deepEqual(
    kept.filter((name) => /^(?:notebook|drawing|report)-/.test(name)),
    [],
  );
  assert.ok(!existsSync(join(defaultCacheDir(), frame)));
  const digests = join(defaultCacheDir(), "digests.json");
  assert.ok(!existsSync(digests) || !readFileSync(digests, "utf8").includes(study.dir));
});

test("a notebook that prints a respondent, or calls out, leaves nothing of it", async () => {
  const { practice } = study.prepared.frame.columns;
  assert.ok(practice.kind === "factor");
  const code = practice.levels[practice.codes.find((one) => one !== missingCode(practice.codes)) as number];
  let connections = 0;
  const server = createServer(() => connections++).listen(0, "127.0.0.1");
  const address = await new Promise<{ port: number }>((resolve) =>
    server.on("listening", () => resolve(server.address() as { port: number })),
  );
  const sources = [
    'import { connect } from "node:net";\nimport { frameTable, openStudy, publish, say, show } from "link-workers";\nconst study = await openStudy();\nconst { frame } = study;\nconst practice = frame.columns.practice as unknown as { levels: string[] };',
    "console.log(practice.levels[0], frame.rows, study.rawCounts[0]);",
    "practice.levels;",
    'say(["Practice", practice.levels[0], "has a respondent, one of", frame.rows].join(" "));',
    'show(frameTable({ columns: ["practice", "n"], values: [[practice.levels[0], frame.rows]] }, { id: "t", title: "T", synthetic: false }));',
    'publish([{ key: "planted/n", value: frame.rows, unit: "", decimals: 0 }]);',
    `let refused = "";\ntry { connect(${address.port}, "127.0.0.1"); } catch (error) { refused = (error as { rule: string }).rule; }\nif (refused !== "restricted-run-is-offline") throw new Error("a connection was made");`,
  ];
  const cells = sources.map((source, i) => ({
    ...{ cell_type: "code", id: `c${i}`, metadata: {}, source, execution_count: null, outputs: [] },
  })) as Notebook["cells"];
  const planted = join(study.dir, "planted.ipynb");
  writeNotebook(planted, { cells, metadata: {} });
  const gated = gatedRun({ file: study.manifest });
  try {
    const [executed] = await gated.execute([planted], {
      outDir: join(study.dir, "never"),
      cwd: join(packageRoot(), "notebooks"),
      env: studyEnvironment(study.manifest, {}),
    });
    const outputs = JSON.stringify(executed.notebook.cells.map((cell) => ("outputs" in cell ? cell.outputs : [])));
    assert.ok(!outputs.includes(code) && !practice.levels.some((level) => outputs.includes(level)), outputs);
    assert.ok(!numbersIn(outputs).includes(study.prepared.frame.rows), outputs);
    assert.equal(outputs.match(/not cleared/g)?.length, 3, outputs);
    assert.ok(!existsSync(join(study.dir, "never")), "the raw notebook is not beside the report");
  } finally {
    gated.end();
    server.close();
  }
  assert.equal(connections, 0);
});

test("an error on restricted answers says its place and rule, not its text", () => {
  const failed = new StudyError(
    "notebook",
    "cell-runs",
    "02.ipynb, cell 3 (rows), line 1: Error: Smith, aged 45, A81001",
  );
  assert.equal(restrictedError(failed).message, "02.ipynb, cell 3 (rows), failed; the message is in the private log.");
  const other = restrictedError(new Error("Smith, aged 45"));
  assert.doesNotMatch(`${other.message} ${other.stack}`, /Smith|45,/);
});
