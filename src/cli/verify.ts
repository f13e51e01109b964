import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { type ExecutedNotebook, formatNotebook, readNotebook, trackedNotebooks, writeNotebook } from "../notebook";
import { EXIT_CODES } from "../util/errors";
import { packageRoot } from "../util/packageRoot";
import type { Progress } from "../util/progress";
import { type CellDifference, compareNotebooks, trackedOutputs } from "../verify";
import { executeStudy } from "./executeStudy";
import { studyOf } from "./studyOptions";
import { terminalProgress } from "./terminalProgress";

interface VerifyOptions {
  readonly update?: boolean;
  readonly cached?: boolean;
}

/** `link-workers verify`: executes the notebooks again and compares their outputs; exit code 8 when one differs. */
export function registerVerify(program: Command): void {
  program
    .command("verify")
    .argument("[notebooks...]", "notebook files; all of notebooks/ by default")
    .description(
      "execute the notebooks on the default study and compare the outputs that they hold, cell by cell; exit code 8 when one differs",
    )
    .option("--cached", "execute only notebooks whose code, cells, data, settings, packages or Node changed")
    .option("--update", "write the outputs into the notebooks instead of comparing; implies --cached")
    .action(async (named: string[], { update = false, cached = update }: VerifyOptions) => {
      const paths = named.length > 0 ? named : trackedNotebooks();
      const executed = await executeDefaultStudy(paths, cached, terminalProgress());
      if (update) updateOutputs(paths, executed);
      else if (await reportDifferences(paths, executed)) process.exitCode = EXIT_CODES.verification;
    });
}

async function executeDefaultStudy(
  notebooks: readonly string[],
  reuse: boolean,
  progress: Progress,
): Promise<readonly ExecutedNotebook[]> {
  const study = { study: join(packageRoot(), "study.yaml") };
  const folder = mkdtempSync(join(tmpdir(), "link-workers-verify-"));
  try {
    const { executed } = await executeStudy({
      study,
      settings: studyOf(study),
      notebooks,
      notebookDir: folder,
      figureDir: join(folder, "figures"),
      progress,
      onStage: () => {},
      reuse,
    });
    return executed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function updateOutputs(paths: readonly string[], executed: readonly ExecutedNotebook[]): void {
  for (const [i, path] of paths.entries()) {
    const notebook = trackedOutputs(executed[i].notebook);
    const changed = formatNotebook(notebook) !== formatNotebook(readNotebook(path));
    if (changed) writeNotebook(path, notebook);
    process.stdout.write(`${basename(path)}: ${changed ? "updated" : "as it was"}\n`);
  }
}

/** Prints a line a notebook and what differs; true when something does. */
async function reportDifferences(paths: readonly string[], executed: readonly ExecutedNotebook[]): Promise<boolean> {
  let different = 0;
  for (const [i, path] of paths.entries()) {
    const differences = await compareNotebooks(readNotebook(path), trackedOutputs(executed[i].notebook));
    if (differences.length > 0) different++;
    process.stdout.write(`${basename(path)}: ${summary(differences)}\n${differences.map(describe).join("")}`);
  }
  const verdict = different === 0 ? "hold what they give when executed" : `of them ${different} differ`;
  process.stdout.write(`${paths.length} notebooks, ${verdict}.\n`);
  if (different > 0)
    process.stdout.write("If the change is meant, write the new outputs: npx link-workers verify --update\n");
  return different > 0;
}

const summary = ({ length }: readonly CellDifference[]): string =>
  length === 0 ? "same" : `${length} ${length === 1 ? "difference" : "differences"}`;

function describe({ cell, what, lines }: CellDifference): string {
  return `  ${cell}, ${what}\n${lines.map((line) => `    ${line}\n`).join("")}`;
}
