import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Fills a folder so that an interrupted run leaves what was there: `write` fills a neighbour of the same depth, whose entries then
 * take the places of those of the same name. `last` goes first from the old and comes last from the new: where it stands, all is
 * of one run. The caller holds the folder's lock.
 */
export async function writeStaged<Result>(
  target: string,
  last: string,
  write: (folder: string) => Promise<Result>,
): Promise<Result> {
  const whole = resolve(target);
  const staging = join(dirname(whole), `.${basename(whole)}.unfinished`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    const result = await write(staging);
    mkdirSync(whole, { recursive: true });
    rmSync(join(whole, last), { force: true });
    const entries = readdirSync(staging).sort((a, b) => Number(a === last) - Number(b === last));
    for (const entry of entries) {
      rmSync(join(whole, entry), { recursive: true, force: true });
      renameSync(join(staging, entry), join(whole, entry));
    }
    return result;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
