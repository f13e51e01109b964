import { existsSync } from "node:fs";
import { StudyError } from "../util/errors";
import { packagedChromium } from "./packagedChromium";
import { systemBrowser } from "./systemBrowsers";

/** A browser that can draw and print. */
export interface FoundBrowser {
  readonly path: string;
  readonly source: "explicit" | "system" | "package";
  /** Known without starting it only for the packaged one. */
  readonly version?: string;
  /** Extra environment variables to start it with. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Variables that name a browser, first one set wins. */
export const BROWSER_VARIABLES = ["LINK_WORKERS_CHROMIUM", "PUPPETEER_EXECUTABLE_PATH", "CHROME_PATH"] as const;

/**
 * Finds a Chromium: named by a variable, the system's, the one shipped in an npm package (unpacked at first use).
 * @throws StudyError `browser-is-found` saying what to install or set on this platform.
 */
export async function findChromium(): Promise<FoundBrowser> {
  const explicit = explicitBrowser();
  if (explicit !== undefined) return explicit;
  const system = systemBrowser();
  if (system !== undefined) return { path: system, source: "system" };
  const packaged = await packagedChromium();
  if (packaged !== undefined) return { ...packaged, source: "package" };
  throw new StudyError("environment", "browser-is-found", missingBrowserMessage(process.platform, process.arch));
}

function explicitBrowser(): FoundBrowser | undefined {
  const variable = BROWSER_VARIABLES.find((name) => process.env[name]);
  if (variable === undefined) return undefined;
  const path = process.env[variable] as string;
  if (existsSync(path)) return { path, source: "explicit" };
  throw new StudyError(
    "environment",
    "browser-is-found",
    `${variable} is set to "${path}", but there is no such file. Correct the path or unset ${variable}.`,
  );
}

/** What to do where no browser was found. */
export function missingBrowserMessage(platform: NodeJS.Platform, arch: string): string {
  const advice: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "Install Google Chrome (https://www.google.com/chrome/) or run: brew install --cask chromium",
    win32: "Install Google Chrome or Microsoft Edge, for example: winget install Google.Chrome",
    linux:
      "Install Chromium, for example: sudo apt-get install chromium (Debian, Ubuntu) or sudo dnf install chromium (Fedora)",
  };
  const packaged =
    platform === "linux" && arch === "x64"
      ? " The one in the npm package @sparticuz/chromium is absent too: run npm ci without --omit=optional."
      : "";
  return `Figures and the PDF need a Chromium browser and none was found (${platform} ${arch}).${packaged} ${advice[platform] ?? "Install Chromium."}. If you have one elsewhere, set LINK_WORKERS_CHROMIUM to its path.`;
}
