import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../src/util/packageRoot";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly link?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(packageRoot(), "package-lock.json"), "utf8"),
);

test("the lockfile lists every platform's optional binaries, so that a plain npm ci works on all of them", () => {
  const missing = Object.entries(lock.packages).flatMap(([owner, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in lock.packages) && !(`${owner}/node_modules/${name}` in lock.packages),
    ),
  );
  assert.deepEqual(missing, []);
  for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64", "win32-x64"]) {
    assert.ok(`node_modules/@duckdb/node-bindings-${platform}` in lock.packages, `DuckDB for ${platform}`);
  }
});

test("the lockfile names no registry host", () => {
  const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith("http"));
  assert.deepEqual(hosts, []);
});
