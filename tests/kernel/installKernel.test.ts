import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { installKernel, kernelsFolder, uninstallKernel } from "../../src/jupyter";
import { packageRoot } from "../../src/util/packageRoot";
import { temporaryFolder } from "../notebook/temporaryFolder";

const folder = temporaryFolder();

test("a kernel is installed once, a second time changes nothing, and it can be removed", () => {
  const place = join(folder, "once");
  const first = installKernel(place, "tslab");
  assert.equal(first.outcome, "installed");
  const spec = JSON.parse(readFileSync(first.file, "utf8"));
  assert.deepEqual(spec.argv, [
    process.execPath,
    join(packageRoot(), "build", "src", "kernel", "launcher.js"),
    "{connection_file}",
  ]);
  assert.ok(existsSync(spec.argv[1]));
  assert.deepEqual([spec.language, spec.interrupt_mode], ["typescript", "signal"]);
  assert.equal(installKernel(place, "tslab").outcome, "unchanged");
  assert.equal(uninstallKernel(place, "tslab"), first.file);
  assert.ok(!existsSync(dirname(first.file)));
  assert.equal(uninstallKernel(place, "tslab"), undefined);
});

test("the kernel of a clone elsewhere is replaced, that of another program is neither replaced nor removed", () => {
  const place = join(folder, "taken");
  const { file } = installKernel(place, "tslab");
  const other = readFileSync(file, "utf8").replaceAll(packageRoot(), "/elsewhere");
  writeFileSync(file, other);
  assert.equal(installKernel(place, "tslab").outcome, "replaced");
  mkdirSync(join(place, "foreign"), { recursive: true });
  const foreign = join(place, "foreign", "kernel.json");
  writeFileSync(foreign, '{"argv": ["tslab", "kernel"], "display_name": "TypeScript"}');
  for (const act of [installKernel, uninstallKernel])
    assert.throws(() => act(place, "foreign"), { rule: "kernel-name-is-free", message: /another program.*--name/ });
  assert.match(readFileSync(foreign, "utf8"), /"tslab", "kernel"/);
});

test("places follow Jupyter's rules: user data, an active environment, a prefix, a folder of JUPYTER_PATH", () => {
  assert.equal(kernelsFolder({ kind: "user" }, { JUPYTER_DATA_DIR: "/d" }), join("/d", "kernels"));
  const active = kernelsFolder({ kind: "sys-prefix" }, { VIRTUAL_ENV: "/venv" });
  assert.equal(active, join("/venv", "share", "jupyter", "kernels"));
  const prefix = kernelsFolder({ kind: "prefix", folder: folder });
  assert.equal(prefix, join(folder, "share", "jupyter", "kernels"));
  assert.equal(kernelsFolder({ kind: "jupyter-path", folder }), join(folder, "kernels"));
  assert.throws(() => kernelsFolder({ kind: "sys-prefix" }, { PATH: folder }), { rule: "python-is-found" });
});
