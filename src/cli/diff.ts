import { type Command, Option } from "commander";
import { diffRuns, type RunDiff } from "../reproduction/diffRuns";
import { readRun } from "../reproduction/readRun";

/** `link-workers diff RUN_A RUN_B`: which results and sentences changed between two runs. */
export function registerDiff(program: Command): void {
  program
    .command("diff")
    .argument("<run-a>", "results.json of a run, or its folder")
    .argument("<run-b>", "results.json of another")
    .description("list the results and sentences that differ between two runs")
    .addOption(new Option("--format <format>", "output").choices(["text", "json"]).default("text"))
    .action((a: string, b: string, { format }: { format: "text" | "json" }) => {
      const diff = diffRuns(readRun(a), readRun(b));
      process.stdout.write(format === "json" ? `${JSON.stringify(diff, null, 2)}\n` : diffText(diff));
    });
}

function diffText({ changed, added, removed, sentences }: RunDiff): string {
  const digits = (value: number, decimals: number) => value.toFixed(Math.max(decimals, 4));
  return [
    `${changed.length} results changed, ${added.length} added, ${removed.length} removed; ${sentences.length} sentences changed`,
    ...changed.map((one) => `  ${one.key}: ${digits(one.before, one.decimals)} -> ${digits(one.after, one.decimals)}`),
    ...added.map((key) => `  + ${key}`),
    ...removed.map((key) => `  - ${key}`),
    ...sentences.flatMap((one) => [
      `  ${one.notebook}, ${one.cell}`,
      `    was: ${one.before}`,
      `    now: ${one.after}`,
    ]),
    "",
  ].join("\n");
}
