import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type FileFacts, readFileFacts } from "./fileFacts";

/** Raised whenever `FileFacts` change their meaning. */
const VERSION = 5;

interface Entry {
  readonly version: number;
  readonly size: number;
  readonly modified: number;
  /** Time of the last change of content or metadata, which no program can set back, and the file's number on its disk. */
  readonly changed: number;
  readonly inode: number;
  readonly facts: FileFacts;
}

/** Facts of a file, remembered by path, size, times and number on the disk so that an unchanged file is not read again. */
export async function cachedFacts(path: string, cacheDir: string): Promise<FileFacts> {
  const store = join(cacheDir, "digests.json");
  const key = resolve(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  const known = readStore(store)[key];
  const identity = stat && {
    version: VERSION,
    size: stat.size,
    modified: stat.mtimeMs,
    changed: stat.ctimeMs,
    inode: stat.ino,
  };
  if (identity && known && Object.entries(identity).every(([name, value]) => known[name as keyof Entry] === value))
    return known.facts;
  const facts = await readFileFacts(path);
  if (identity) writeStore(cacheDir, store, { ...readStore(store), [key]: { ...identity, facts } });
  return facts;
}

function readStore(store: string): Record<string, Entry> {
  try {
    return JSON.parse(readFileSync(store, "utf8")) as Record<string, Entry>;
  } catch {
    return {};
  }
}

function writeStore(cacheDir: string, store: string, entries: Record<string, Entry>): void {
  mkdirSync(cacheDir, { recursive: true });
  const temporary = `${store}.${randomUUID()}.tmp`;
  writeFileSync(temporary, JSON.stringify(entries));
  renameSync(temporary, store);
}
