import { basename } from "node:path";
import { clearText, numbersOf } from "../disclosure/clearText";
import { declaredExhibit } from "../disclosure/declaredExhibit";
import type { Gate } from "../disclosure/gate";
import type { FrontMatter } from "../paper/frontMatter";
import { formatResult } from "../results/quote";
import type { RunIdentity } from "../results/resultsFile";
import type { ResultRecord } from "../results/types";
import type { Source } from "../study";

/** What identifies a run of restricted answers: settings and public inputs, no rows, digests or folders. */
export function clearedIdentity({ label, study, inputs }: RunIdentity): RunIdentity {
  return {
    label,
    key: "restricted",
    study: { ...study, source: namesOnly(study.source) },
    inputs: inputs
      .filter(({ input }) => !input.startsWith("survey"))
      .map((one) => ({ ...one, path: basename(one.path) })),
    ledger: {},
  };
}

/** Files by name, without their folders. */
function namesOnly(source: Source): Source {
  if (source.kind !== "files") return source;
  return JSON.parse(JSON.stringify(source), (key, value) =>
    typeof value === "string" && key !== "kind" ? basename(value.replaceAll("\\", "/")) : value,
  ) as Source;
}

/** The opening pages with only what is made of the cleared results. */
export function clearedFront(front: FrontMatter, results: readonly ResultRecord[], gate: Gate): FrontMatter {
  const numbers = ["50,000", ...results.flatMap((record) => numbersOf(formatResult(record)))];
  const clear = (text: string) =>
    text
      .split("\n")
      .map((line) => clearText(line, { numbers }).text)
      .join("\n");
  return {
    ...front,
    facts: [{ name: "Data", value: "restricted files; all outputs passed the disclosure gate" }],
    frontMatter: front.frontMatter.map((block) => {
      if (block.kind === "markdown") return { ...block, text: clear(block.text) };
      const exhibit = declaredExhibit(block.exhibit, gate);
      return exhibit ? { ...block, exhibit } : { kind: "markdown", text: "Withheld: not cleared." };
    }),
  };
}
