import assert from "node:assert/strict";
import { test } from "node:test";
import { type FolderNames, hidePaths } from "../../src/kernel/hidePaths";

const folders: FolderNames = [
  ["/home/me", "~"],
  ["/home/me/link-workers", "."],
  ["C:\\study", "."],
  ["/tmp", "<tmp>"],
  ["/", "."],
];
const cases: readonly [text: string, hidden: string][] = [
  ["at f (/home/me/link-workers/build/src/fit.js:3:4)", "at f (build/src/fit.js:3:4)"],
  ["open 'file:///home/me/link-workers/study.yaml'", "open 'study.yaml'"],
  ["the folder /home/me/link-workers is empty", "the folder . is empty"],
  ["C:\\study\\a.csv", "a.csv"],
  ["/home/me/data/x.csv and /tmp/y", "~/data/x.csv and <tmp>/y"],
  ["/home/me2/x, /srv/tmp/x and /data/x stay", "/home/me2/x, /srv/tmp/x and /data/x stay"],
];
for (const [text, hidden] of cases)
  test(`hidePaths shows ${text} as ${hidden}`, () => {
    assert.equal(hidePaths(text, folders), hidden);
  });
