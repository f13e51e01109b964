import { settingsReference } from "../study";
import { markdownTable } from "./markdownTable";

/** `docs/reference/study-yaml.md`: every key of the manifest, from the schema that validates it. */
export function settingsPage(): string {
  const rows = settingsReference().map(({ key, meaning, default: standard, allowed }) => [
    `\`${key}\``,
    meaning,
    allowed,
    standard && `\`${standard}\``,
  ]);
  return [
    "# study.yaml",
    "",
    "The one switch of a study. Every key is validated; an unknown key, a value that is not allowed, and files that do not fit together are",
    "errors with exit code 3. A section that is left out has its defaults. `source(files).workforce` is a key of `source` where its `kind` is",
    "`files`. `npx link-workers settings` prints the same list.",
    "",
    markdownTable(["key", "meaning", "allowed", "default"], rows),
    "",
    "Examples: [`study.yaml`](../../study.yaml) is the default study on the synthetic twin,",
    "[`studies/real-exposure.yaml`](../../studies/real-exposure.yaml) one on files.",
    "",
  ].join("\n");
}
