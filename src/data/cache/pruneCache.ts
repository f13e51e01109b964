import { readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** Folders of one kind that stay in the cache, and hours within which none is removed (another run may be reading it). */
const KEEP = 4;
const HOURS = 6;

/** Marks a cached folder as used now. */
export function touchFolder(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}

/** Removes the least recently used folders of a kind (`frame-`, `twin-survey-`) beyond the ones kept. Results never depend on it. */
export function pruneCache(cacheDir: string, prefix: string): void {
  const folders = readdirSync(cacheDir)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(cacheDir, name), used: statSync(join(cacheDir, name)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { path, used } of folders.slice(KEEP)) {
    if (Date.now() - used > HOURS * 3600e3) rmSync(path, { recursive: true, force: true });
  }
}
