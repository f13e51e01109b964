import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { inspect } from "node:util";
import workerThreads from "node:worker_threads";
import { openDuck } from "../../src/data/duck";
import {
  clearedJson,
  clearTable,
  confidential,
  denyNetwork,
  disclosurePolicy,
  hasSeal,
  loadGate,
  nextGate,
  openGate,
  privateScratch,
  redactError,
  redactMessage,
  requireCleared,
  restrictedEnvironment,
  reviewSheet,
  saveGate,
  sealedOutputs,
  sealOutput,
  WITHHELD,
} from "../../src/disclosure";
import type { Notebook, Output } from "../../src/notebook/nbformat";
import { csvField } from "../../src/util/csvField";
import { StudyError } from "../../src/util/errors";
import { yearTable } from "./fixtures";

const refused = (rule: string) => (error: unknown) => error instanceof StudyError && error.rule === rule;

test("thresholds can be raised and never lowered", () => {
  assert.equal(disclosurePolicy({ threshold: 20 }).threshold, 20);
  assert.equal(disclosurePolicy({ dominanceShare: 0.8 }).dominanceShare, 0.8);
  const weaker = [
    { threshold: 9 },
    { threshold: Number.NaN },
    { threshold: 10.5 },
    { roundingBase: 1 },
    { roundingBase: 10 },
    { minPractices: 2 },
    { minPcns: 0 },
    { minResidualDf: 9 },
    { dominanceShare: 0.95 },
    { dominanceRest: 0.05 },
    { intervalWidth: 9 },
    { minBox: 30 },
    { percentileValues: 5 },
    { threshold: Infinity },
  ];
  for (const one of weaker) {
    assert.throws(() => disclosurePolicy(one), refused("disclosure-thresholds-only-rise"), JSON.stringify(one));
  }
  assert.throws(() => disclosurePolicy({ treshold: 20 } as never), refused("disclosure-threshold-known"));
});

test("a result without clearance is not serialised, and says nothing when printed", () => {
  const table = yearTable([{ year: "2018", n: 203, events: 101 }]);
  assert.throws(() => clearedJson(table, "table-years"), refused("result-is-cleared"));
  assert.throws(() => requireCleared({ ...clearTable(table, openGate()) }, "a copy"), refused("result-is-cleared"));
  assert.match(clearedJson(clearTable(table, openGate()), "table-years"), /205/);
  const hidden = confidential(table, "the raw table");
  assert.throws(() => JSON.stringify({ hidden }), refused("result-is-cleared"));
  assert.throws(() => `${hidden}`, refused("result-is-cleared"));
  assert.equal(inspect(hidden), "[confidential: the raw table]");
  assert.equal(hidden.open(), table);
});

test("a notebook output keeps its seal through a notebook file and loses it when a digit changes", () => {
  const data = { "text/plain": "Respondents\n205\n", "application/json": { b: 1.5, a: [1, 2], c: ["x"] } };
  const sealed = sealOutput(data, "secret of the run");
  assert.ok(hasSeal(JSON.parse(JSON.stringify(sealed)), "secret of the run"));
  assert.ok(hasSeal({ ...sealed, "text/plain": ["Respondents\n", "205\n"] }, "secret of the run"));
  assert.ok(!hasSeal({ ...sealed, "text/plain": "Respondents\n203\n" }, "secret of the run"));
  assert.ok(!hasSeal({ ...sealed, "text/html": "<b>203</b>" }, "secret of the run"));
  assert.ok(!hasSeal(sealed, "another secret"));
  assert.ok(!hasSeal(data, "secret of the run"));
});

test("an executed notebook keeps sealed outputs and loses printed text, values and messages of errors", () => {
  const shown = sealOutput({ "text/plain": "205" }, "s");
  const outputs: Output[] = [
    { output_type: "display_data", data: shown, metadata: {} },
    { output_type: "display_data", data: { "text/plain": "203" }, metadata: {} },
    { output_type: "stream", name: "stdout", text: "A81001 203" },
    { output_type: "error", ename: "Error", evalue: "cell 203", traceback: ["at 203"] },
  ];
  const notebook: Notebook = {
    cells: [{ cell_type: "code", id: "a", metadata: {}, source: "", execution_count: 1, outputs }],
    metadata: {},
  };
  const sealed = sealedOutputs(notebook, "s");
  assert.equal(sealed.removed, 2);
  assert.match(JSON.stringify(sealed.notebook), /"205"/);
  assert.doesNotMatch(JSON.stringify(sealed.notebook), /203|A81001|clearance/);
});

test("a gate stored between processes of a run remembers what it withheld, and between runs what it released", (t) => {
  const dir = mkdtempSync(join(tmpdir(), "disclosure-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const path = join(dir, "gate.json");
  const years = [
    { year: "2018", n: 203, events: 101 },
    { year: "2019", n: 7, events: 3 },
    { year: "2020", n: 158, events: 80 },
  ];
  const first = loadGate(path);
  clearTable(yearTable(years), first);
  saveGate(first, path);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const second = loadGate(path);
  const { disclosure, ...again } = yearTable(years);
  const alone = clearTable({ ...again, id: "later", disclosure: { ...disclosure!, sums: [] } }, second);
  assert.deepEqual(
    alone.rows[0].cells[1],
    { kind: "text", text: WITHHELD },
    "the second count of the sum stays withheld",
  );
  assert.equal(second.decisions.length, 2);
  const next = nextGate(path);
  assert.equal(next.decisions.length, 0);
  assert.deepEqual(next.ledger.released(), first.ledger.released());
});

test("messages keep rule, file, row and column and lose values, codes, folders and exact counts", () => {
  const cases = [
    [
      'gpps_2021.csv, row 1204, column "Q28": "9x" is no whole number',
      'gpps_2021.csv, row 1204, column "Q28": [c] is no whole number',
    ],
    ["practice A81001 of U12345 in E01012345, SW1A 1AA", "practice [c] of [c] in [c], [c]"],
    ["/home/someone/data/gpps_2021.csv: cannot be read", "gpps_2021.csv: cannot be read"],
    ["7 rows left the sample; 1,203 rows stay", "fewer than 10 rows left the sample; about 1,205 rows stay"],
    ["mean 0.4312 in 2021", "mean [c] in 2021"],
    ["select * from t where x = 'SECRET'", "select * from t where x = [c]"],
    ["level \u201cRoma\u201d at line 12", "level [c] at line 12"],
  ];
  for (const [message, expected] of cases) assert.equal(redactMessage(message, { known: ["Q28"] }), expected);
});

test("an unexpected error is logged without its text, an expected one with its rule", () => {
  assert.doesNotMatch(redactError(new TypeError('cannot parse "A81001,34,2"', { cause: "row" })), /A81001|34/);
  assert.equal(
    redactError(new StudyError("input", "cells-as-declared", 'row 12: "x9" is no number')),
    "cells-as-declared: row 12: [c] is no number",
  );
});

async function openPort(t: TestContext): Promise<number> {
  const server = net.createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function reach(port: number): Promise<void> {
  await once(net.connect(port, "127.0.0.1").resume(), "close");
}

test("a restricted process connects to nothing: sockets, http, fetch, datagrams and name look-ups throw by name", async (t) => {
  const port = await openPort(t);
  const before = { connect: net.Socket.prototype.connect, lookup: dns.lookup };
  const allow = denyNetwork();
  try {
    const offline = refused("restricted-run-is-offline");
    assert.throws(() => net.connect(port, "127.0.0.1"), offline);
    assert.throws(() => net.connect({ port, host: "127.0.0.1" }), offline);
    assert.throws(() => new net.Socket().connect(port), offline);
    assert.throws(() => http.get(`http://127.0.0.1:${port}/`), offline);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), (error: Error) => offline(error) || offline(error.cause));
    assert.throws(() => dns.lookup("example.org", () => {}), offline);
    assert.throws(() => dns.resolve("example.org", () => {}), offline);
    const socket = dgram.createSocket("udp4");
    assert.throws(() => socket.send("x", port, "127.0.0.1"), offline);
    socket.close();
  } finally {
    allow();
  }
  assert.equal(net.Socket.prototype.connect, before.connect);
  assert.equal(dns.lookup, before.lookup);
  await reach(port);
});

test("worker threads and resolvers of a restricted process are guarded, and child processes are refused where asked", async (t) => {
  const port = await openPort(t);
  const allow = denyNetwork({ noChildren: true });
  try {
    const offline = refused("restricted-run-is-offline");
    assert.throws(() => new dns.Resolver().resolve4("example.org", () => {}), offline);
    assert.throws(() => new dns.promises.Resolver().resolveTxt("example.org"), offline);
    assert.throws(() => execFileSync("curl", [`http://127.0.0.1:${port}`]), offline);
    assert.throws(() => spawn(process.execPath, ["-e", "0"]), offline);
    const code = `try { require("net").connect(${port}, "127.0.0.1"); } catch (error) { require("worker_threads").parentPort.postMessage(error.rule); }`;
    const worker = new workerThreads.Worker(code, { eval: true });
    assert.equal((await once(worker, "message"))[0], "restricted-run-is-offline");
  } finally {
    allow();
  }
  assert.equal(execFileSync(process.execPath, ["-p", "1"], { encoding: "utf8" }).trim(), "1");
});

test("with loopback allowed a kernel on this machine is reached and another machine is not", async (t) => {
  const port = await openPort(t);
  const { leave } = restrictedEnvironment({ loopback: true });
  try {
    await reach(port);
    assert.throws(() => net.connect(443, "192.0.2.1"), refused("restricted-run-is-offline"));
    assert.throws(() => http.get("http://example.org/"), refused("restricted-run-is-offline"));
  } finally {
    leave();
  }
});

test("DuckDB, which is native code, opens no address, fetches and loads no extension, and keeps these settings", async () => {
  const folder = mkdtempSync(join(tmpdir(), "disclosure-"));
  const duck = await openDuck(folder, 0);
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const statement of [
      `SELECT * FROM read_csv('${address}/a.csv')`,
      `ATTACH '${address}/a.db'`,
      "INSTALL httpfs",
      `INSTALL httpfs FROM '${address}'`,
      "LOAD httpfs",
      `FORCE INSTALL '${address}/a.duckdb_extension.gz'`,
      "SET extension_directory = '/tmp'",
      "SET autoload_known_extensions = true",
      "SET lock_configuration = false",
    ]) {
      await assert.rejects(duck.run(statement), statement);
    }
    await duck.run(`COPY (SELECT 1 AS a) TO '${join(folder, "a.csv")}'`);
    assert.deepEqual(await duck.rows(`SELECT a::INTEGER AS a FROM read_csv('${join(folder, "a.csv")}')`), [{ a: 1 }]);
  } finally {
    duck.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
  assert.equal(connections, 0);
});

test("children of a restricted process get no proxy and no injected options, and files are for their owner only", () => {
  process.env.HTTPS_PROXY = "http://proxy.invalid:8080";
  const dir = mkdtempSync(join(tmpdir(), "disclosure-"));
  const { childEnv, leave } = restrictedEnvironment();
  try {
    assert.equal(childEnv.HTTPS_PROXY, undefined);
    assert.equal(childEnv.PATH, process.env.PATH);
    writeFileSync(join(dir, "private.txt"), "x");
    assert.equal(statSync(join(dir, "private.txt")).mode & 0o077, 0);
    const scratch = privateScratch(dir);
    writeFileSync(join(scratch.dir, "rows.bin"), "x");
    assert.equal(statSync(scratch.dir).mode & 0o777, 0o700);
    scratch.remove();
    assert.ok(!existsSync(scratch.dir));
  } finally {
    leave();
    delete process.env.HTTPS_PROXY;
    rmSync(dir, { recursive: true });
  }
});

test("the review sheet has one line an output; exact counts are in its private part only", () => {
  const gate = openGate();
  clearTable(
    yearTable([
      { year: "2018", n: 203, events: 101 },
      { year: "2019", n: 7, events: 3 },
      { year: "2020", n: 158, events: 80 },
    ]),
    gate,
  );
  const sheet = reviewSheet(gate.decisions, gate.policy);
  const lines = sheet.text.trim().split("\n");
  assert.match(lines.at(-1)!, /^PASS +table-years \| all respondents \| .*secondary: fail .*threshold: fail/);
  for (const text of [sheet.text, sheet.csv, sheet.acro]) assert.doesNotMatch(text, /\b203\b|\b158\b|\b368\b/);
  assert.match(sheet.privateText, /: 203 -> withheld/);
  assert.match(sheet.privateCsv, /,158,160/);
  const acro = JSON.parse(sheet.acro).results.output_0;
  assert.deepEqual([acro.uid, acro.status, acro.type, acro.timestamp], ["output_0", "pass", "table", ""]);
  assert.deepEqual(acro.outcome, {});
  assert.match(sheet.privateAcro, /203/);
});

test("text that a spreadsheet would run is neutralised in CSV, numbers stay numbers", () => {
  assert.equal(csvField("=HYPERLINK(A1)"), "'=HYPERLINK(A1)");
  assert.equal(csvField("@x"), "'@x");
  assert.equal(csvField("-5"), "-5");
});
