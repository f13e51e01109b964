import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { test } from "node:test";
import { studyFrame, studySpecs } from "../../bench/studyFrame";
import type { Column, Frame } from "../../src/data/frame";
import { fitLogit } from "../../src/model";
import { designOf } from "../../src/model/estimationModel";
import { packageRoot } from "../../src/util/packageRoot";

/** The frame with every row so many times. */
function repeated({ rows, columns }: Frame, times: number): Frame {
  const again = <A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(values: A): A => {
    const Kind = values.constructor as new (length: number) => A;
    const longer = new Kind(times * rows);
    for (let t = 0; t < times; t++) longer.set(values, t * rows);
    return longer;
  };
  const column = (one: Column): Column => {
    if (one.kind === "flag") return { ...one, values: again(one.values) };
    if (one.kind === "numeric") return { ...one, values: again(one.values) };
    return one.kind === "lookup" ? { ...one, codes: again(one.codes) } : { ...one, codes: again(one.codes) };
  };
  return {
    rows: times * rows,
    columns: Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, column(one)])),
  };
}

/** Bytes of objects that a piece of work makes. */
async function allocated(work: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.enable");
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: 512,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  } as object);
  work();
  const { profile } = await session.post("HeapProfiler.stopSampling");
  session.disconnect();
  const sizeOf = (node: typeof profile.head): number =>
    node.selfSize + node.children.reduce((sum, child) => sum + sizeOf(child), 0);
  return sizeOf(profile.head);
}

test("a fit makes no object per row: twenty times the rows, the same objects; nor does its memory grow from fit to fit", async () => {
  const [spec] = studySpecs();
  const few = studyFrame(0.002, 3);
  const many = repeated(few, 20);
  const bytes = [];
  for (const frame of [few, many]) {
    const fit = () => fitLogit(frame, spec);
    fit();
    bytes.push(await allocated(fit));
    const { memory } = designOf(frame, spec).halves;
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 5; i++) fit();
    assert.equal(memory.buffer.byteLength, before);
  }
  const [ofFew, ofMany] = bytes;
  assert.ok(ofMany < 1.3 * ofFew, `${ofFew} bytes for ${few.rows} rows, ${ofMany} for ${many.rows}`);
});

test("an interrupt ends fits on several threads at once", async () => {
  const script = `
    const { studyFrame, studySpecs } = require("./build/bench/studyFrame");
    const { fitLogits } = require("./build/src/model");
    const frame = studyFrame(0.05, 1);
    const specs = Array.from({ length: 40 }, () => studySpecs()).flat();
    const stage = { update: (share) => process.stdout.write(share + "\\n"), done() {} };
    fitLogits(frame, specs, { workers: 2, progress: { stage: () => stage } }).then(() => console.log("finished"));
  `;
  const child = spawn(process.execPath, ["-e", script], {
    cwd: join(packageRoot()),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.on("data", (data) => {
    told += data;
  });
  await once(child.stdout, "data");
  const asked = performance.now();
  child.kill("SIGINT");
  const [code, signal] = await once(child, "exit");
  assert.deepEqual([code, signal], [null, "SIGINT"]);
  assert.ok(performance.now() - asked < 5000);
  assert.ok(!told.includes("finished"));
});
