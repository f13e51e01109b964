import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { prepareStudy } from "../../src/data";
import { twinSource } from "../../src/data/inputs/studyInputs";
import { fitLogit } from "../../src/model";
import { parseStudy, type Study } from "../../src/study";
import { writePublicTwin } from "../../src/twin";
import { Random } from "../../src/util/random";
import { testFolder } from "./tinyStudy";

/** A study of some thousand respondents on files, made once. */
const YEARS = "survey: { years: [2018, 2022] }";
const cacheDir = testFolder();
const synthetic = parseStudy(YEARS, "study.yaml", { scale: 0.005 });

type FilesStudy = Study & { readonly source: Extract<Study["source"], { kind: "files" }> };

async function onFiles(): Promise<FilesStudy> {
  const root = testFolder();
  await writePublicTwin(root, { seed: synthetic.source.seed, scale: 0.005 });
  await prepareStudy(synthetic, { cacheDir });
  const twin = readdirSync(cacheDir).find((name) => name.startsWith("twin-survey-")) as string;
  const survey = Object.fromEntries(
    [2018, 2022].map((year) => [year, join(cacheDir, twin, "survey", `gpps_${year}.csv`)]),
  );
  return { ...synthetic, source: { ...twinSource(synthetic, root), survey } } as FilesStudy;
}

type Change = (text: string, random: Random) => string | Buffer;

const rowsOf = (text: string): string[] => text.trimEnd().split(/\r?\n/);
const rebuilt = (rows: readonly string[]): string => `${rows.join("\n")}\n`;

function permutedColumns(text: string, random: Random): string {
  const rows = rowsOf(text).map((row) => row.split(","));
  const order = random.shuffle(rows[0].map((_, j) => j));
  return rebuilt(rows.map((row) => order.map((j) => row[j]).join(",")));
}

/** Changes of writing under which a respondent file means the same. */
const CHANGES: Readonly<Record<string, Change>> = {
  "rows permuted": (text, random) => {
    const [header, ...rows] = rowsOf(text);
    return rebuilt([header, ...random.shuffle(rows)]);
  },
  "columns permuted": permutedColumns,
  "encoded as UTF-16": (text) => Buffer.from(`\uFEFF${text}`, "utf16le"),
  "every cell quoted, CRLF, blank lines": (text) =>
    rowsOf(text)
      .map((row) => `"${row.split(",").join('","')}"\r\n\r\n`)
      .join(""),
  "split and concatenated the other way round": (text) => {
    const [header, ...rows] = rowsOf(text);
    const half = Math.floor(rows.length / 3);
    return rebuilt([header, ...rows.slice(half), ...rows.slice(0, half)]);
  },
  compressed: (text) => gzipSync(text),
};

const columnsOf = (frameDir: string): string => {
  const hash = createHash("sha256");
  for (const name of readdirSync(frameDir)
    .filter((one) => one !== "frame.json")
    .sort())
    hash.update(name).update(readFileSync(join(frameDir, name)));
  return hash.digest("hex");
};

test("respondent files permuted, re-encoded, re-quoted or put together anew give bit-identical frames and fits", async (t) => {
  const study = await onFiles();
  const spec = {
    outcome: "good_gp",
    terms: [{ kind: "numeric", name: "link_workers" } as const, { kind: "factor", name: "year" } as const],
    cluster: "pcn",
  };
  const plain = await prepareStudy(study, { cacheDir });
  const fit = fitLogit(plain.frame, spec);
  for (const [name, change] of Object.entries(CHANGES)) {
    await t.test(name, async () => {
      const folder = testFolder();
      const survey = Object.fromEntries(
        Object.entries(study.source.survey as Record<string, string>).map(([year, path]) => {
          const bytes = readFileSync(path);
          const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
          const target = join(folder, `gpps_${year}.csv`);
          writeFileSync(target, change(text, new Random("metamorphic", name, year)));
          return [year, target];
        }),
      );
      const changed = await prepareStudy({ ...study, source: { ...study.source, survey } }, { cacheDir });
      assert.equal(changed.cached, false);
      assert.equal(columnsOf(changed.frameDir), columnsOf(plain.frameDir));
      assert.deepEqual(fitLogit(changed.frame, spec).terms, fit.terms);
    });
  }
});
