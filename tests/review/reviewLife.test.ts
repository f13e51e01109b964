import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../src/util/packageRoot";
import { isAlive, isGoneWithin } from "../kernel/isAlive";
import { temporaryFolder } from "../notebook/temporaryFolder";
import { tinyReport } from "./tinyReview";

const folder = temporaryFolder();

/** A review in a process of its own with one kernel that has started. */
async function reviewWithKernel(): Promise<{ server: ChildProcess; kernel: number }> {
  const module = join(packageRoot(), "build", "src", "review", "index.js");
  const options = { reportDir: tinyReport(folder), figuresDir: folder, saveDir: folder, cwd: folder };
  const script = `
    const { execFileSync } = require("node:child_process");
    require(${JSON.stringify(module)}).startReview(${JSON.stringify(options)}).then(async (review) => {
      const base = "http://127.0.0.1:" + review.port + "/api/kernels";
      const headers = { authorization: "token " + review.token };
      const { id } = await (await fetch(base, { method: "POST", headers })).json();
      for (;;) {
        const model = await (await fetch(base + "/" + id, { headers })).json();
        if (model.execution_state === "idle") break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      console.log(execFileSync("ps", ["-o", "pid=", "--ppid", String(process.pid)]).toString().trim().split(/\\s+/)[0]);
      process.on("SIGUSR2", () => review.close().then(() => process.exit(0)));
    });`;
  const server = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = await once(server.stdout!, "data");
  return { server, kernel: Number(String(text)) };
}

for (const [how, signal] of [
  ["is killed outright", "SIGKILL"],
  ["is ended by a signal", "SIGTERM"],
  ["closes", "SIGUSR2"],
] as const)
  test(`no kernel is left when the review ${how}`, async () => {
    const { server, kernel } = await reviewWithKernel();
    assert.ok(isAlive(kernel));
    server.kill(signal);
    await once(server, "exit");
    assert.ok(await isGoneWithin(kernel, 4000), "the kernel outlived the review");
  });
