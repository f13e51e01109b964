import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { createConnection } from "../../src/notebook/connection";
import { decodeMessage, encodeRequest } from "../../src/notebook/messages";

test("a connection file has five ports of its own, is readable by its owner alone, and goes with its folder", async () => {
  const { file, info, remove } = await createConnection();
  const written = JSON.parse(readFileSync(file, "utf8"));
  assert.deepEqual(written, info);
  const { shell_port, iopub_port, stdin_port, control_port, hb_port } = info;
  assert.equal(new Set([shell_port, iopub_port, stdin_port, control_port, hb_port]).size, 5);
  if (process.platform !== "win32") {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  }
  remove();
  remove();
  assert.ok(!existsSync(dirname(file)));
});

test("a message is read back with the key it was signed with and with no other", () => {
  const { id, frames } = encodeRequest("key", "session", "execute_request", { code: "é" });
  const buffers = ["route", ...frames].map((frame) => Buffer.from(frame));
  assert.deepEqual(decodeMessage("key", buffers), {
    type: "execute_request",
    parentId: undefined,
    content: { code: "é" },
  });
  assert.equal(decodeMessage("other", buffers), undefined);
  assert.equal(decodeMessage("key", [Buffer.from("noise")]), undefined);
  assert.match(id, /^[0-9a-f-]{36}$/);
});
