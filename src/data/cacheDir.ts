import { chmodSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Study } from "../study/study";
import { packageRoot } from "../util/packageRoot";
import { shortHash } from "../util/shortHash";

/** Default folder of everything derived and re-derivable. */
export const defaultCacheDir = (): string => join(packageRoot(), ".cache");

/**
 * Folder for what must not leave the machine, one for each manifest, open to its owner only: the frame and fits of restricted answers,
 * the memory of released counts, exact counts of the review, errors.
 */
export function privateFolder(manifest: string, cacheDir = defaultCacheDir()): string {
  const folder = join(cacheDir, "private", shortHash([resolve(manifest)]));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  return folder;
}

/** Where everything derived from a study is kept: of restricted answers in its private folder. */
export function cacheDirOf({ file, source }: Pick<Study, "file" | "source">): string {
  return source.kind === "files" && source.restricted ? join(privateFolder(file), "cache") : defaultCacheDir();
}
