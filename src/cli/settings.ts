import { type Command, Option } from "commander";
import { type SettingRow, settingsReference } from "../study";

const FORMATS = ["text", "json"] as const;

/** `link-workers settings`: every key of a study manifest with meaning, default and allowed values. */
export function registerSettings(program: Command): void {
  program
    .command("settings")
    .description("list every key of study.yaml with its meaning, default and allowed values")
    .addOption(new Option("--format <format>", "output").choices(FORMATS).default("text"))
    .action(({ format }: { readonly format: (typeof FORMATS)[number] }) => {
      const rows = settingsReference();
      process.stdout.write(format === "json" ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(settingText).join(""));
    });
}

const settingText = ({ key, meaning, default: given, allowed }: SettingRow): string =>
  `${key}\n    ${meaning}\n    ${allowed}${given === "" ? "" : `; default ${given}`}\n`;
