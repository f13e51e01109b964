import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { WebSocket } from "ws";
import type { Review } from "../../src/review";
import { temporaryFolder } from "../notebook/temporaryFolder";
import { tinyReview } from "./tinyReview";

const folder = temporaryFolder();
const LIMITS = { kernels: 2, sockets: 2, messageBytes: 20_000 };
let review: Review;
before(async () => {
  review = await tinyReview(folder, { limits: LIMITS, allowedOrigins: ["http://localhost:8000"] });
  writeFileSync(join(folder, "secret.json"), '"secret"');
  writeFileSync(join(folder, "out", "script.js"), "1");
  symlinkSync(join(folder, "secret.json"), join(folder, "out", "link.json"));
});
after(async () => {
  await review.close();
});

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends the path as it is, which `fetch` would tidy first. */
function ask(
  path: string,
  { method = "GET", headers = {}, body }: Ask = {},
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(Buffer.byteLength(body ?? "")) };
    const options = {
      host: "127.0.0.1",
      port: review.port,
      path,
      method,
      headers: { ...length, ...headers },
      agent: false,
    };
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const authorized = () => ({ authorization: `token ${review.token}` });

/** "open", or the status of the refusal, or the code of the closing. */
function trySocket(path: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${review.port}${path}`, [], { headers });
    socket.on("open", () => {
      resolve("open");
      socket.close();
    });
    socket.on("unexpected-response", (_request, response) => resolve(String(response.statusCode)));
    socket.on("error", (error) => resolve(error.message));
  });
}

test("nothing is served without the token, or with a wrong one, in any place for it", async () => {
  const wrong = "0".repeat(64);
  const places = ["/", "/api", "/api/kernels", "/api/contents/01-tiny.ipynb", `/api?token=${wrong}`, "/api?token="];
  const paths = [
    ...places,
    `/${wrong}/report/out/index.html`,
    "/report/out/index.html",
    `/${review.token}x/review/main.mjs`,
  ];
  for (const path of paths) assert.equal((await ask(path)).status, 403, path);
  const headers = { authorization: `token ${wrong}` };
  assert.equal((await ask("/api/kernels", { method: "POST", headers })).status, 403);
  for (const good of [authorized(), { authorization: `Bearer ${review.token}` }])
    assert.equal((await ask("/api/status", { headers: good })).status, 200);
  assert.equal((await ask(`/api?token=${review.token}`)).status, 200);
});

test("a foreign host name (DNS rebinding) and a foreign origin are refused even with the token", async () => {
  const page = `/${review.token}/report/out/index.html`;
  for (const host of ["evil.example", `evil.example:${review.port}`, "127.0.0.1:1"])
    assert.equal((await ask(page, { headers: { host } })).status, 403, host);
  for (const origin of ["http://evil.example", "null", "https://127.0.0.1", `http://127.0.0.1:${review.port + 1}`])
    assert.equal(
      (await ask("/api/kernels", { method: "POST", headers: { ...authorized(), origin } })).status,
      403,
      origin,
    );
  assert.equal((await ask(page, { headers: { host: `localhost:${review.port}` } })).status, 200);
});

test("only a declared origin gets an answer a browser will hand over, and its preflight needs no token", async () => {
  const origin = "http://localhost:8000";
  const allowed = await ask("/api/kernels", { method: "OPTIONS", headers: { origin } });
  assert.deepEqual([allowed.status, allowed.headers["access-control-allow-origin"]], [204, origin]);
  const refused = await ask("/api/kernels", { method: "OPTIONS", headers: { origin: "http://localhost:8001" } });
  assert.deepEqual([refused.status, refused.headers["access-control-allow-origin"]], [403, undefined]);
});

test("no path leads out of the report, and only its kinds of file are served", async () => {
  const paths = [
    "report/out/../secret.json",
    "report/out/../../secret.json",
    "report/out/%2e%2e/secret.json",
    "report/out/..%2fsecret.json",
    "report/out/..%5csecret.json",
    "report/out/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "report/out//etc/passwd",
    "report/out/link.json",
    "report/out/script.js",
    "report/out/notebooks",
    "report/out/a%00.json",
    "figures/../secret.json",
    "figures/..%2fsecret.json",
    "review/..%2f..%2fpackage.json",
    "review/startReview.js",
  ];
  for (const path of paths) {
    const { status, text } = await ask(`/${review.token}/${path}`);
    assert.ok(status === 404 || status === 403 || status === 400, `${path}: ${status}`);
    assert.ok(!text.includes('"secret"') && !text.includes("root:"), path);
  }
  for (const path of ["..%2fsecret.json", "..%2f..%2fsecret", "%2e%2e/secret", "/etc/passwd"])
    assert.equal((await ask(`/api/contents/${path}`, { headers: authorized() })).status, 404, path);
});

test("notebooks of the report cannot be written, and copies only under their names", async () => {
  for (const method of ["PUT", "POST", "PATCH", "DELETE"])
    assert.equal((await ask("/api/contents/01-tiny.ipynb", { method, headers: authorized(), body: "{}" })).status, 405);
  for (const name of ["../out/notebooks/01-tiny", "/tmp/x", "", "01-tiny.ipynb"]) {
    const body = JSON.stringify({ name, notebook: { nbformat: 4, metadata: {}, cells: [] } });
    assert.equal((await ask(`/${review.token}/review/save`, { method: "POST", body })).status, 404, name);
  }
  const body = JSON.stringify({ name: "01-tiny", notebook: { cells: "no" } });
  assert.equal((await ask(`/${review.token}/review/save`, { method: "POST", body })).status, 400);
});

test("a body that is too long or not JSON is refused", async () => {
  const post = (body: string) => ask("/api/sessions", { method: "POST", headers: authorized(), body });
  assert.equal((await post(JSON.stringify({ path: "x".repeat(LIMITS.messageBytes) }))).status, 413);
  assert.equal((await post("{")).status, 400);
  assert.equal((await post("[1]")).status, 400);
  assert.equal((await post("{}")).status, 400);
});

test("pages and files carry policies: scripts only from the server, nothing framed, files inert", async () => {
  const page = await ask(`/${review.token}/report/out/index.html`);
  const policy = String(page.headers["content-security-policy"]);
  assert.match(policy, /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/);
  assert.ok(!policy.includes("unsafe-eval") && !/script-src[^;]*unsafe/.test(policy));
  assert.equal(page.text.includes('http-equiv="Content-Security-Policy"'), false);
  const file = await ask(`/${review.token}/report/out/notebooks/01-tiny.ipynb`);
  assert.match(String(file.headers["content-security-policy"]), /default-src 'none';.*sandbox/);
  assert.equal(file.headers["x-content-type-options"], "nosniff");
});

test("WebSockets need the token, an own origin and a kernel; there is a limit of kernels and of sockets", async () => {
  const create = () => ask("/api/kernels", { method: "POST", headers: authorized(), body: "{}" });
  const { id } = JSON.parse((await create()).text);
  const path = `/api/kernels/${id}/channels`;
  const token = `?token=${review.token}`;
  assert.equal(await trySocket(path), "403");
  assert.equal(await trySocket(`${path}?token=${"0".repeat(64)}`), "403");
  assert.equal(await trySocket(path + token, { origin: "http://evil.example" }), "403");
  assert.equal(await trySocket(path + token, { host: "evil.example" }), "403");
  assert.equal(await trySocket(`/api/kernels/nobody/channels${token}`), "404");
  assert.equal(await trySocket(`/api/kernels/${id}${token}`), "404");
  assert.equal(await trySocket(path + token), "open");

  assert.equal((await create()).status, 201);
  const third = await create();
  assert.equal(third.status, 429);
  assert.match(third.text, /2 kernels are running/);

  const held = await Promise.all(
    [1, 2].map(
      () =>
        new Promise<WebSocket>((resolve) => {
          const socket = new WebSocket(`ws://127.0.0.1:${review.port}${path}${token}`);
          socket.on("open", () => resolve(socket));
        }),
    ),
  );
  assert.equal(await trySocket(path + token), "429");
  const closing = (socket: WebSocket) => new Promise((resolve) => socket.on("close", resolve));
  const [first, second] = held;
  const codes = held.map(closing);
  first.send("x".repeat(LIMITS.messageBytes + 1));
  second.send('{"channel":"heartbeat","header":{}}');
  assert.deepEqual(await Promise.all(codes), [1009, 1007]);
});

test("only the loopback address is listened on", async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one && !one.internal && one.family === "IPv4")
    .map((one) => one!.address);
  for (const host of [...others, "127.0.0.2"]) {
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host, port: review.port, timeout: 2000 });
      socket.on("connect", () => resolve("connected"));
      socket.on("error", () => resolve("refused"));
      socket.on("timeout", () => resolve("refused"));
      socket.on("close", () => socket.destroy());
    });
    assert.equal(outcome, "refused", host);
  }
});
