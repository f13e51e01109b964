import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";

const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "chromium-headless-shell",
];

const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"];

const WINDOWS_PLACES = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a Chromium browser usually stands on the platform, most likely first. Nothing is looked at on disk. */
export function browserPlaces(platform: NodeJS.Platform, env: Environment): string[] {
  if (platform === "darwin") {
    const roots = ["/Applications", ...(env.HOME ? [`${env.HOME}/Applications`] : [])];
    return roots.flatMap((root) => MAC_APPS.map((app) => `${root}/${app}.app/Contents/MacOS/${app}`));
  }
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => WINDOWS_PLACES.map((place) => win32.join(root, place)));
  }
  const folders = [...(env.PATH ?? "").split(":"), "/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];
  const unique = [...new Set(folders.filter((folder) => posix.isAbsolute(folder)))];
  return LINUX_NAMES.flatMap((name) => unique.map((folder) => posix.join(folder, name)));
}

/** The first browser of the system, or undefined. */
export function systemBrowser(): string | undefined {
  return browserPlaces(process.platform, process.env).find((place) => existsSync(place));
}
