import type { Command } from "commander";
import { packageRoot } from "../util/packageRoot";

/** `docs/reference/cli.md`: the help of every command, as the program prints it. */
export function cliPage(program: Command): string {
  const commands = program.commands.filter((command) => command.name() !== "help");
  return [
    "# Commands",
    "",
    "Run them as `npx link-workers <command>`. What the exit codes mean: [exit codes](exit-codes.md).",
    "",
    "```text",
    help(program),
    "```",
    ...commands.flatMap((command) => section(command, "link-workers")),
    "",
  ].join("\n");
}

function section(command: Command, parent: string): readonly string[] {
  const name = `${parent} ${command.name()}`;
  return [
    "",
    `## ${name}`,
    "",
    "```text",
    help(command),
    "```",
    ...command.commands.flatMap((child) => section(child, name)),
  ];
}

/** The help text 110 characters wide, with paths of this machine as seen from the repository. */
function help(command: Command): string {
  const text = command.configureHelp({ helpWidth: 110 }).helpInformation();
  return text.replaceAll(`${packageRoot()}/`, "").trimEnd();
}
