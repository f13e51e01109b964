import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSER_VARIABLES, browserPlaces, findChromium, missingBrowserMessage, withBrowser } from "../../src/browser";
import { StudyError } from "../../src/util/errors";

test("findChromium refuses a named browser that is not there, and names the variable", async () => {
  const before = BROWSER_VARIABLES.map((name) => process.env[name]);
  process.env.LINK_WORKERS_CHROMIUM = "/nowhere/chromium";
  try {
    await assert.rejects(findChromium(), (error: StudyError) => {
      return (
        error instanceof StudyError && error.rule === "browser-is-found" && /LINK_WORKERS_CHROMIUM/.test(error.message)
      );
    });
  } finally {
    if (before[0] === undefined) delete process.env.LINK_WORKERS_CHROMIUM;
    else process.env.LINK_WORKERS_CHROMIUM = before[0];
  }
});

test("browserPlaces knows the usual places of each platform", () => {
  assert.ok(browserPlaces("linux", { PATH: "/a:relative:/usr/bin" }).includes("/a/chromium"));
  assert.ok(!browserPlaces("linux", { PATH: "relative" }).some((place) => place.startsWith("relative")));
  assert.ok(browserPlaces("darwin", { HOME: "/Users/u" }).some((place) => place.startsWith("/Users/u/Applications/")));
  const windows = browserPlaces("win32", { PROGRAMFILES: "C:\\Program Files" });
  assert.ok(windows.includes("C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe"));
});

test("the message for a missing browser says what to do on each platform", () => {
  assert.match(missingBrowserMessage("darwin", "arm64"), /brew install --cask chromium/);
  assert.match(missingBrowserMessage("win32", "x64"), /winget install/);
  assert.match(missingBrowserMessage("linux", "arm64"), /apt-get install chromium/);
  for (const platform of ["darwin", "win32", "linux", "freebsd"] as const) {
    assert.match(missingBrowserMessage(platform, "x64"), /LINK_WORKERS_CHROMIUM/);
  }
});

test("withBrowser fails when a page asks for anything outside itself", async () => {
  const visit = withBrowser(async (session) => {
    const page = await session.newPage();
    await page.setContent('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img src="http://127.0.0.1:9/x.png">');
    return session.blocked.length;
  });
  await assert.rejects(visit, /page-makes-no-requests|asked for 1 address\(es\): http:\/\/127\.0\.0\.1:9\/x\.png/);
});
