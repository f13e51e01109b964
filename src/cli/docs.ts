import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { referencePages } from "../docs/referencePages";
import { reportPicture } from "../docs/reportPicture";
import { runPages } from "../docs/runPages";
import { packageRoot } from "../util/packageRoot";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { exitCodesPage } from "./exitCodesPage";

/** `link-workers docs`: writes the reference pages that are made from the code, and with a run the lists made from it. */
export function registerDocs(program: Command): void {
  program
    .command("docs")
    .description(
      "write the generated pages of docs/ and, from an executed run, the list of exhibits and of result keys",
    )
    .option("--run <dir>", "folder of a run", join(packageRoot(), "report", "out"))
    .option("--picture", "also take the picture of the report that the README shows")
    .action(async ({ run, picture }: { run: string; picture?: boolean }) => {
      const pages: Record<string, string | Uint8Array> = {
        ...referencePages(program),
        "docs/reference/exit-codes.md": exitCodesPage(),
        ...(existsSync(join(run, "results.json")) ? runPages(run) : {}),
      };
      if (picture) pages["docs/images/report.png"] = await reportPicture(join(run, "index.html"), "table-3");
      for (const [path, text] of Object.entries(pages)) {
        writeFileAtomically(join(packageRoot(), path), text);
        process.stdout.write(`${path}\n`);
      }
      if (!existsSync(join(run, "results.json")))
        process.stdout.write("results.md and the README's exhibits are left as they are: run `npm run report` first\n");
    });
}
