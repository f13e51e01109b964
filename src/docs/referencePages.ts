import type { Command } from "commander";
import { apiPage } from "./apiPage";
import { cliPage } from "./cliPage";
import { noticesPage } from "./noticesPage";
import { settingsPage } from "./settingsPage";

/** The reference pages that need the code only, by path from the repository's root. */
export function referencePages(program: Command): Readonly<Record<string, string>> {
  return {
    "docs/reference/api.md": apiPage(),
    "docs/reference/cli.md": cliPage(program),
    "docs/reference/study-yaml.md": settingsPage(),
    "docs/reference/notices.md": noticesPage(),
  };
}
