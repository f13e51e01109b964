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

/**
 * Removes the least recently used folders of a kind (`frame-`, `twin-survey-`) beyond the ones kept, and what an interrupted run left
 * half-made. Results never depend on it.
 */
export function pruneCache(cacheDir: string, prefix: string): void {
  const old = ({ used }: { readonly used: number }) => Date.now() - used > HOURS * 3600e3;
  const folders = readdirSync(cacheDir).flatMap((name) => {
    const stat = statSync(join(cacheDir, name), { throwIfNoEntry: false });
    return stat?.isDirectory() ? [{ name, path: join(cacheDir, name), used: stat.mtimeMs }] : [];
  });
  const whole = folders.filter(({ name }) => name.startsWith(prefix)).sort((a, b) => b.used - a.used);
  const halfMade = folders.filter(({ name }) => name.startsWith("."));
  for (const { path } of [...whole.slice(KEEP), ...halfMade].filter(old))
    rmSync(path, { recursive: true, force: true });
}
