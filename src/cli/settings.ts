import type { Command } from "commander";
import { settingsReference } from "../study";

/** `link-workers settings`: every key of study.yaml with its meaning, default and allowed values. */
export function registerSettings(program: Command): void {
  program
    .command("settings")
    .description("print every key of study.yaml: meaning, default, allowed values")
    .action(() => {
      for (const { key, meaning, default: standard, allowed } of settingsReference()) {
        process.stdout.write(
          `${key}\n    ${meaning}\n    allowed: ${allowed}${standard && `; default: ${standard}`}\n`,
        );
      }
    });
}
