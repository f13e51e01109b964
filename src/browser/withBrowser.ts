import type { Browser, HTTPRequest, Page } from "puppeteer";
import { StudyError } from "../util/errors";
import { type FoundBrowser, findChromium } from "./findChromium";

/** A running browser without network. */
export interface BrowserSession {
  readonly found: FoundBrowser;
  /** As the browser names itself, `Chrome/147.0...`. */
  readonly version: string;
  /** Addresses that pages asked for and were refused. Any entry makes {@link withBrowser} fail. */
  readonly blocked: readonly string[];
  /** A page that may load data:, blob:, about: and what the options name. */
  newPage(options?: PageOptions): Promise<Page>;
}

export interface PageOptions {
  /** One file, as a `file:` address. */
  readonly file?: string;
  /** A server of this machine, `http://127.0.0.1:<port>`. */
  readonly origin?: string;
  /** Pixels per CSS pixel. */
  readonly scale?: number;
}

const ARGUMENTS = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
];

/**
 * Starts a browser, hands it to `use`, always closes it.
 * @throws StudyError `page-makes-no-requests` when a page asked for anything outside itself; `browser-starts` when it does not start.
 */
export async function withBrowser<T>(use: (session: BrowserSession) => Promise<T>): Promise<T> {
  const found = await findChromium();
  const browser = await launch(found);
  try {
    const blocked: string[] = [];
    const newPage: BrowserSession["newPage"] = (options = {}) => guardedPage(browser, blocked, options);
    const result = await use({ found, version: await browser.version(), blocked, newPage });
    if (blocked.length > 0) throw requestError(blocked);
    return result;
  } finally {
    await browser.close();
  }
}

async function launch(found: FoundBrowser): Promise<Browser> {
  const { default: puppeteer } = await import("puppeteer");
  const shell = found.source === "package" || /headless[-_]shell/.test(found.path);
  try {
    return await puppeteer.launch({
      executablePath: found.path,
      headless: shell ? "shell" : true,
      args: [...ARGUMENTS, ...(shell ? ["--no-zygote"] : []), ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
      env: { ...process.env, ...found.env, TZ: "UTC", LANG: "en_GB.UTF-8" },
      timeout: 120_000,
      protocolTimeout: 300_000,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new StudyError(
      "environment",
      "browser-starts",
      `The browser ${found.path} (${found.source}) did not start: ${reason} Set LINK_WORKERS_CHROMIUM to another Chromium or Chrome.`,
    );
  }
}

async function guardedPage(browser: Browser, blocked: string[], options: PageOptions): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900, deviceScaleFactor: options.scale ?? 1 });
  await page.setRequestInterception(true);
  page.on("request", (request) => void settle(request, blocked, options));
  return page;
}

async function settle(request: HTTPRequest, blocked: string[], { file, origin }: PageOptions): Promise<void> {
  const address = request.url();
  const allowed =
    /^(data|blob|about):/.test(address) ||
    (file !== undefined && address.split("#")[0] === file) ||
    (origin !== undefined && address.startsWith(`${origin}/`));
  if (!allowed) blocked.push(address);
  await (allowed ? request.continue() : request.abort("blockedbyclient")).catch(() => {});
}

function requestError(blocked: readonly string[]): StudyError {
  const shown = [...new Set(blocked)].slice(0, 5).join(", ");
  return new StudyError(
    "verification",
    "page-makes-no-requests",
    `A page that must be self-contained asked for ${blocked.length} address(es): ${shown}. Embed them as data: addresses.`,
  );
}
