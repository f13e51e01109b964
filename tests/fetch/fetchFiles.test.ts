import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { type Fetched, fetchFiles, type PublicFile } from "../../src/fetch";
import { testFolder } from "../data/tinyStudy";
import { brokenAfter, CSV, file, PATH, type Publisher, startPublisher, whole } from "./publisher";

let publisher: Publisher;
let cacheDir: string;
before(async () => {
  publisher = await startPublisher();
});
after(() => publisher.close());
beforeEach(() => {
  cacheDir = testFolder();
  for (const path of Object.keys(publisher.answers)) delete publisher.answers[path];
  publisher.seen.length = 0;
});

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const target = () => join(cacheDir, file.path);
const leftovers = () => readdirSync(join(cacheDir, "gpps")).filter((name) => name.includes(".part"));

async function run(changed: Partial<PublicFile> = {}, options: { silenceMs?: number; mostBytes?: number } = {}) {
  const manifest = [{ ...file, ...changed }];
  const [outcome] = await fetchFiles([file.name], { cacheDir, base: publisher.base, manifest, ...options });
  return outcome;
}

async function there(changed?: Partial<PublicFile>): Promise<Fetched> {
  const outcome = await run(changed);
  assert.equal(outcome.kind, "there", outcome.kind === "failed" ? outcome.error.message : "");
  return (outcome as Extract<typeof outcome, { kind: "there" }>).fetched;
}

async function fails(
  rule: string,
  message: RegExp,
  changed?: Partial<PublicFile>,
  options?: Parameters<typeof run>[1],
) {
  const outcome = await run(changed, options);
  assert.equal(outcome.kind, "failed");
  const { error } = outcome as Extract<typeof outcome, { kind: "failed" }>;
  assert.equal(error.rule, rule, error.message);
  assert.match(error.message, message);
  assert.equal(existsSync(target()), false, "no file that looks whole");
}

test("a file comes whole, with its digest, and a receipt that says licence and citation", async () => {
  publisher.answers[PATH] = whole();
  const fetched = await there();
  assert.equal(fetched.how, "fetched");
  assert.equal(fetched.sha256, digest(CSV));
  assert.equal(readFileSync(target(), "utf8"), CSV);
  const receipt = JSON.parse(readFileSync(`${target()}.receipt.json`, "utf8"));
  assert.deepEqual([receipt.licence, receipt.citation, receipt.bytes], [file.licence, file.citation, CSV.length]);
  assert.deepEqual(leftovers(), []);
});

test("a file that is there and unchanged is kept without a connection; a touched one is refused", async () => {
  publisher.answers[PATH] = whole();
  await there();
  publisher.seen.length = 0;
  assert.equal((await there()).how, "kept");
  assert.deepEqual(publisher.seen, []);
  writeFileSync(target(), "Practice_Code\n");
  const outcome = await run();
  assert.equal(outcome.kind === "failed" && outcome.error.rule, "digest-as-received");
});

test("a download that breaks off fails by name, and the next call continues where it stopped", async () => {
  publisher.answers[PATH] = brokenAfter(100_000);
  await fails("download-whole", /continues where it stopped/);
  const part = readFileSync(`${target()}.part`).length;
  assert.ok(part > 0 && part <= 100_000);
  publisher.answers[PATH] = whole();
  const fetched = await there();
  assert.equal(fetched.how, "resumed");
  assert.equal(publisher.seen.at(-1)?.range, `bytes=${part}-`);
  assert.equal(readFileSync(target(), "utf8"), CSV);
  assert.deepEqual(leftovers(), []);
});

test("when the file changed in between, or the server cannot continue, it comes anew and not in two halves", async () => {
  publisher.answers[PATH] = brokenAfter(100_000);
  await fails("download-whole", /Run the command again/);
  const newer = CSV.replaceAll("THE, SURGERY", "A NEW ONE");
  publisher.answers[PATH] = whole(newer, '"two"');
  const fetched = await there();
  assert.equal(fetched.how, "fetched");
  assert.equal(readFileSync(target(), "utf8"), newer);
});

test("a server that continues at another place than asked is refused", async () => {
  publisher.answers[PATH] = brokenAfter(100_000);
  await fails("download-whole", /again/);
  publisher.answers[PATH] = (_request, response) => {
    response.writeHead(206, { "content-range": `bytes 5-9/${CSV.length}`, "content-length": 5, etag: '"one"' });
    response.end("12345");
  };
  await fails("download-whole", /another place/);
});

test("a part that already is the whole file is not asked for again and again", async () => {
  publisher.answers[PATH] = brokenAfter(100_000);
  await fails("download-whole", /again/);
  const all = whole();
  publisher.answers[PATH] = (request, response) =>
    request.headers.range ? response.writeHead(416).end() : all(request, response);
  assert.equal((await there()).how, "fetched");
});

test("a web page in place of the file is refused, whatever its type says", async () => {
  for (const type of ["text/html; charset=utf-8", "text/csv"]) {
    publisher.answers[PATH] = (_request, response) =>
      response.writeHead(200, { "content-type": type }).end(" <!DOCTYPE html><html><body>Sign in</body></html>");
    await fails("content-as-expected", /web page.*publisher\.example\/page/);
    assert.deepEqual(leftovers(), []);
  }
});

test("a file of another shape is refused: missing columns, an archive for text, text for an archive", async () => {
  publisher.answers[PATH] = whole("Code,Name\nA,B\n");
  await fails("content-as-expected", /header lacks practice_code, q28_1/);
  publisher.answers[PATH] = whole("PK\u0003\u0004rest of it");
  await fails("content-as-expected", /not text/);
  publisher.answers[PATH] = whole();
  await fails("content-as-expected", /no zip archive/, { content: { kind: "zip" } });
});

test("another digest or size than reviewed is refused and nothing of it stays", async () => {
  publisher.answers[PATH] = whole();
  await fails("digest-as-reviewed", new RegExp(`${digest(CSV)}, reviewed was ${digest("x")}`), { sha256: digest("x") });
  await fails("size-as-stated", new RegExp(`${CSV.length} bytes where 17 were`), { bytes: 17 });
  await fails("size-limit", /more than 1000 bytes/, {}, { mostBytes: 1000 });
  assert.deepEqual(leftovers(), []);
  assert.equal((await there({ sha256: digest(CSV), bytes: CSV.length })).how, "fetched");
});

test("a file that its publisher changed since the last fetch is refused until its receipt is deleted", async () => {
  publisher.answers[PATH] = whole();
  await there();
  rmSync(target());
  publisher.answers[PATH] = whole(CSV.replace("A19", "B19"), '"two"');
  await fails("digest-as-received", /publisher has changed it.*receipt\.json/);
  rmSync(`${target()}.receipt.json`);
  assert.equal((await there()).how, "fetched");
});

test("absence, refusal and silence are told apart", async () => {
  await fails("file-at-address", /answers 404/);
  publisher.answers[PATH] = (_request, response) => response.writeHead(503).end();
  await fails("server-answers", /answers 503/);
  publisher.answers[PATH] = () => {};
  await fails("server-answers", /nothing arrived for 0\.2 s/, {}, { silenceMs: 200 });
  publisher.answers[PATH] = (_request, response) => {
    response.writeHead(200, { "content-type": "text/csv", "content-length": CSV.length, etag: '"one"' });
    response.write(CSV.slice(0, 1000));
  };
  await fails("download-whole", /nothing arrived for 0\.2 s/, {}, { silenceMs: 200 });
});

test("a slow server that keeps sending is waited for", async () => {
  publisher.answers[PATH] = (_request, response) => {
    const pieces = Array.from({ length: Math.ceil(CSV.length / 60_000) }, (_, i) =>
      CSV.slice(i * 60_000, (i + 1) * 60_000),
    );
    response.writeHead(200, { "content-type": "text/csv", "content-length": CSV.length });
    const send = (i: number) => {
      if (i === pieces.length) response.end();
      else response.write(pieces[i], () => setTimeout(() => send(i + 1), 60));
    };
    send(0);
  };
  const outcome = await run({}, { silenceMs: 1500 });
  assert.equal(outcome.kind, "there");
});

test("a redirect within the host is followed, one to another host is refused with its name", async () => {
  publisher.answers[PATH] = (_request, response) => response.writeHead(302, { location: "/moved.csv" }).end();
  publisher.answers["/moved.csv"] = whole();
  assert.equal((await there()).how, "fetched");
  rmSync(cacheDir, { recursive: true });
  publisher.answers[PATH] = (_request, response) =>
    response.writeHead(302, { location: "http://elsewhere.example/x" }).end();
  await fails("redirect-same-host", /redirects to elsewhere\.example/);
  publisher.answers[PATH] = (_request, response) =>
    response.writeHead(302, { location: "/publisher.example/survey.csv?v=1" }).end();
  await fails("server-answers", /redirects without end/);
});

test("a file without a known address, and an address that is not https, are never asked for", async () => {
  await fails("address-known", /by hand from https:\/\/publisher\.example\/page/, { address: undefined });
  const [outcome] = await fetchFiles([], { cacheDir, manifest: [{ ...file, address: "http://publisher.example/x" }] });
  assert.equal(outcome.kind === "failed" && outcome.error.rule, "address-secure");
  assert.deepEqual(publisher.seen, []);
});

test("one failure does not keep the other files from coming; unknown names and foreign servers are misuse", async () => {
  publisher.answers[PATH] = whole();
  const other = { ...file, name: "other", address: "https://publisher.example/none.csv", path: "gpps/none.csv" };
  const outcomes = await fetchFiles([], { cacheDir, base: publisher.base, manifest: [other, file] });
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ["failed", "there"],
  );
  const misuse = (rule: string) => (error: { rule?: string }) => error.rule === rule;
  await assert.rejects(fetchFiles(["gpps-practise-2019"], { cacheDir, base: publisher.base }), misuse("file-known"));
  await assert.rejects(fetchFiles([], { cacheDir, base: "https://example.org" }), misuse("base-is-local"));
});
