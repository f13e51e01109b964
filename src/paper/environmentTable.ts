import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { codeFingerprint } from "../util/codeFingerprint";
import { packageRoot } from "../util/packageRoot";

/** Software behind a run: this code by version and digest, Node's major version, direct dependencies as locked. Nothing of the machine or the clock. */
export function environmentTable(): TableExhibit {
  const root = packageRoot();
  const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
  const own = read("package.json") as { version: string; dependencies: Record<string, string> };
  const { packages } = read("package-lock.json") as { packages: Record<string, { version?: string }> };
  const dependencies = Object.keys(own.dependencies).map((name) => [
    name,
    packages[`node_modules/${name}`]?.version ?? own.dependencies[name],
  ]);
  const row = (cells: readonly string[], group?: string) => ({
    ...(group === undefined ? {} : { group }),
    cells: cells.map(text),
  });
  return {
    kind: "table",
    id: "table-environment",
    label: "",
    title: "Computational environment",
    columns: [
      { id: "component", label: "Component", align: "left" },
      { id: "version", label: "Version", align: "left" },
    ],
    rows: [
      row(["link-workers", own.version], "This software"),
      row(["code, SHA-256 (start)", codeFingerprint(join(root, "src"), ".ts").slice(0, 16)]),
      row(["Node.js", process.versions.node.split(".")[0]]),
      ...dependencies.map((cells, i) => row(cells, i === 0 ? "Packages, as locked" : undefined)),
    ],
    note: "Versions from package-lock.json. MIT licence. How to cite: CITATION.cff.",
    synthetic: false,
  };
}
