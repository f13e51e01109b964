import assert from "node:assert/strict";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pruneCache } from "../../src/stages/pruneCache";
import { testFolder } from "../data/tinyStudy";

test("the cache keeps the newest folders of a kind, everything recent, and other kinds", () => {
  const folder = testFolder();
  const now = Date.now() / 1000;
  const made = (name: string, hoursAgo: number) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "file"), "");
    utimesSync(join(folder, name), now - hoursAgo * 3600, now - hoursAgo * 3600);
  };
  for (let i = 0; i < 6; i++) made(`frame-${i}`, 10 + i);
  made("frame-recent", 1);
  made("twin-survey-x", 100);
  made(".frame-9-half", 100);
  made(".frame-9-running", 1);
  writeFileSync(join(folder, "digests.json"), "{}");
  pruneCache(folder, "frame-");
  assert.deepEqual(readdirSync(folder).sort(), [
    ".frame-9-running",
    "digests.json",
    "frame-0",
    "frame-1",
    "frame-2",
    "frame-recent",
    "twin-survey-x",
  ]);
});
