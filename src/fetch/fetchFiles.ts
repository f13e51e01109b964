import { join } from "node:path";
import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { packageRoot } from "../util/packageRoot";
import { type Progress, silent } from "../util/progress";
import { fetchFile } from "./fetchFile";
import { publicFiles } from "./manifest";
import type { Fetched, PublicFile } from "./types";

export interface FetchOptions {
  /** Folder of the files; default `.cache/fetched` of the package. */
  readonly cacheDir?: string;
  /** A server on this machine that stands for all publishers (`BASE/host/path`), for tests. */
  readonly base?: string;
  /** The list of files; default the reviewed manifest. */
  readonly manifest?: readonly PublicFile[];
  readonly progress?: Progress;
  /** Longest silence of a server in milliseconds; default one minute. */
  readonly silenceMs?: number;
  /** Larger files are refused; default one gigabyte. */
  readonly mostBytes?: number;
}

/** Each file asked for: as it lies in the cache, or why it does not. */
export type Outcome =
  | { readonly kind: "there"; readonly file: PublicFile; readonly fetched: Fetched }
  | { readonly kind: "failed"; readonly file: PublicFile; readonly error: StudyError };

export const defaultFetchDir = (): string => join(packageRoot(), ".cache", "fetched");

/** The files of the manifest by name; all that have an address when none is named. @throws StudyError on an unknown name */
export function filesNamed(names: readonly string[], manifest = publicFiles): readonly PublicFile[] {
  if (names.length === 0) return manifest.filter(({ address }) => address !== undefined);
  const known = manifest.map(({ name }) => name);
  return names.map((name) => {
    const file = manifest.find((one) => one.name === name);
    if (file !== undefined) return file;
    throw new StudyError(
      "usage",
      "file-known",
      `no public file is called "${name}".${didYouMean(name, known)} \`link-workers fetch --list\` prints the names.`,
    );
  });
}

/** Fetches files one after the other; a failure does not keep the others from coming. */
export async function fetchFiles(names: readonly string[], options: FetchOptions = {}): Promise<readonly Outcome[]> {
  const { cacheDir = defaultFetchDir(), base, manifest, progress = silent } = options;
  const { silenceMs = 60_000, mostBytes = 1e9 } = options;
  if (base !== undefined) refuseForeignBase(base);
  const outcomes: Outcome[] = [];
  for (const file of filesNamed(names, manifest)) {
    const stage = progress.stage(file.name);
    try {
      const fetched = await fetchFile(file, { cacheDir, base, silenceMs, mostBytes, stage });
      stage.done(`${fetched.how}, ${(fetched.bytes / 1e6).toFixed(1)} MB`);
      outcomes.push({ kind: "there", file, fetched });
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      stage.done("failed");
      outcomes.push({ kind: "failed", file, error });
    }
  }
  return outcomes;
}

function refuseForeignBase(base: string): void {
  const host = URL.canParse(base) ? new URL(base).hostname : "";
  if (["127.0.0.1", "localhost", "[::1]"].includes(host)) return;
  throw new StudyError(
    "usage",
    "base-is-local",
    `--base ${base}: only a server on this machine may stand for the publishers.`,
  );
}
