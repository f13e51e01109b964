import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { startKernel } from "../../src/notebook/startKernel";
import { packageRoot } from "../../src/util/packageRoot";
import { isAlive, isGoneWithin } from "./isAlive";

/** Starts a process that starts a kernel and has it run a cell. */
async function parentWithKernel(cell: string): Promise<{ parent: ReturnType<typeof spawn>; kernelPid: number }> {
  const start = join(packageRoot(), "build", "src", "notebook", "startKernel.js");
  const script = `require(${JSON.stringify(start)}).startKernel().then((kernel) => {
    void kernel.execute(${JSON.stringify(cell)});
    setTimeout(() => console.log(kernel.pid), 200);
  });`;
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = await once(parent.stdout!, "data");
  return { parent, kernelPid: Number(String(text)) };
}

test("a kernel ends when its parent is killed, even in an endless loop", async () => {
  const { parent, kernelPid } = await parentWithKernel("while (true) {}");
  assert.ok(isAlive(kernelPid));
  parent.kill("SIGKILL");
  assert.ok(await isGoneWithin(kernelPid, 5000), "the kernel outlived its parent");
});

test("a parent ended by SIGTERM takes its kernels along and still ends by the signal", async () => {
  const { parent, kernelPid } = await parentWithKernel("await new Promise(() => {})");
  parent.kill("SIGTERM");
  const [, signal] = await once(parent, "exit");
  assert.equal(signal, "SIGTERM");
  assert.ok(await isGoneWithin(kernelPid, 5000), "the kernel outlived its parent");
});

test("a cell that exits the process is noticed at once, with the exit code", async () => {
  const kernel = await startKernel();
  try {
    const first = await kernel.execute('console.log("before");');
    assert.equal(first.status, "ok");
    const began = Date.now();
    const result = await kernel.execute("process.exit(3);");
    assert.deepEqual([result.status, result.exit], ["died", "exit code 3"]);
    assert.ok(Date.now() - began < 20_000);
    assert.equal((await kernel.execute("1")).status, "died");
  } finally {
    await kernel.shutdown();
  }
});

test("a cell that no interrupt can stop is ended with its kernel after the time-out", async () => {
  const kernel = await startKernel();
  try {
    const result = await kernel.execute("await Promise.resolve(); while (true) {}", { timeoutSeconds: 1 });
    assert.deepEqual([result.status, result.timedOut, result.exit], ["died", true, "signal SIGKILL"]);
  } finally {
    await kernel.shutdown();
  }
});
