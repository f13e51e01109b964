import { randomBytes } from "node:crypto";
import { basename, join } from "node:path";
import { defaultCacheDir, privateFolder } from "../data";
import { surveyVariables } from "../data/coding";
import { gateEnvironment } from "../disclosure/activeGate";
import { type Gate, loadGate, nextGate, saveGate } from "../disclosure/gate";
import { privateScratch } from "../disclosure/privateScratch";
import { restrictedEnvironment } from "../disclosure/restrictedEnvironment";
import { restrictedError } from "../disclosure/restrictedError";
import { reviewSheet } from "../disclosure/reviewSheet";
import { sealedOutputs } from "../disclosure/sealedOutputs";
import { type ExecutedNotebook, type ExecuteNotebooksOptions, executeNotebooks } from "../notebook";
import type { Study } from "../study";
import type { Progress } from "../util/progress";
import { writeFileAtomically } from "../util/writeFileAtomically";

/** What is in force while a report is made of restricted answers. */
export interface GatedRun {
  /** As given, without notes: they count rows. */
  progress(progress: Progress): Progress;
  /** Executes notebooks out of sight; what comes back holds sealed outputs only and is written nowhere yet. */
  execute(paths: readonly string[], options: ExecuteNotebooksOptions): Promise<ExecutedNotebook[]>;
  /** The gate as the notebooks left it, for what the runner itself writes. */
  gate(): Gate;
  /** Writes the review sheet: its public parts into `out`, exact counts into the private folder. Returns the public text's path. */
  writeReview(gate: Gate, out: string): string;
  /** The error for the terminal; the whole goes to the private log. */
  hide(error: unknown): Error;
  /** Removes the scratch folder and lifts the guards. */
  end(): void;
}

/** Puts disclosure control in force: no connections, files for their owner only, and a gate that remembers earlier runs of the manifest. */
export function gatedRun(
  { file: manifest, disclosure }: Pick<Study, "file"> & Partial<Pick<Study, "disclosure">>,
  cacheDir = defaultCacheDir(),
): GatedRun {
  const guards = restrictedEnvironment({ loopback: true });
  const folder = privateFolder(manifest, cacheDir);
  const file = join(folder, "gate.json");
  const opened = nextGate(file, disclosure);
  saveGate(opened, file);
  const scratch = privateScratch(folder);
  const secret = randomBytes(32).toString("hex");
  const known = surveyVariables.map(({ name }) => name);
  const write = (path: string, text: string) => writeFileAtomically(path, text);
  return {
    progress: quiet,
    execute: async (paths, { outDir, ...options }) => {
      const env = { ...kernelEnvironment(guards.childEnv), ...options.env, ...gateEnvironment(file, secret) };
      const executed = await executeNotebooks(paths, {
        ...options,
        outDir: scratch.dir,
        env: { ...env, TMPDIR: scratch.dir },
      });
      return executed.map((one) => ({
        ...one,
        path: join(outDir, basename(one.path)),
        notebook: sealedOutputs(one.notebook, secret).notebook,
      }));
    },
    gate: () => loadGate(file),
    writeReview: (gate, out) => {
      saveGate(gate, file);
      const sheet = reviewSheet(gate.decisions, gate.policy);
      const place = (extension: string) => join(out, `disclosure-review.${extension}`);
      write(place("txt"), sheet.text);
      write(place("csv"), sheet.csv);
      write(place("json"), sheet.acro);
      write(join(folder, "disclosure-review.txt"), sheet.privateText);
      write(join(folder, "disclosure-review.csv"), sheet.privateCsv);
      write(join(folder, "disclosure-review.json"), sheet.privateAcro);
      return place("txt");
    },
    hide: (error) => {
      write(join(folder, "error.log"), `${error instanceof Error ? error.stack : String(error)}\n`);
      return restrictedError(error, { known, policy: opened.policy });
    },
    end: () => {
      scratch.remove();
      guards.leave();
    },
  };
}

/** Differences from this process's environment: what the guards removed is unset. */
function kernelEnvironment(childEnv: NodeJS.ProcessEnv): Record<string, undefined> {
  const removed = Object.keys(process.env).filter((name) => !(name in childEnv));
  return Object.fromEntries(removed.map((name) => [name, undefined]));
}

function quiet(progress: Progress): Progress {
  return {
    stage: (name) => {
      const stage = progress.stage(name);
      return { update: (fraction) => stage.update(fraction), done: () => stage.done() };
    },
  };
}
