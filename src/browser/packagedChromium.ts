import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { packageRoot } from "../util/packageRoot";

/** The Chromium of the npm package, unpacked. */
export interface PackagedChromium {
  readonly path: string;
  readonly version: string;
  /** Variables the browser needs to start: its own fonts, and its own libraries where the system has none. */
  readonly env: Readonly<Record<string, string>>;
}

/** Shared libraries that a bare server lacks and the package brings. */
const LIBRARIES = ["libnss3.so", "libnspr4.so", "libexpat.so.1"];
const LIBRARY_FOLDERS = [
  "/usr/lib/x86_64-linux-gnu",
  "/lib/x86_64-linux-gnu",
  "/usr/lib64",
  "/lib64",
  "/usr/lib",
  "/lib",
];

/**
 * Chromium from `@sparticuz/chromium`, unpacked once (about 10 s, 200 MB) into the cache folder. Undefined where the package does
 * not run (it holds a Linux x64 program). Safe against a second process: unpacked under a temporary name, then renamed.
 */
export async function packagedChromium(
  cacheDir: string = join(packageRoot(), ".cache"),
): Promise<PackagedChromium | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const entry = packageEntry();
  if (entry === undefined) return undefined;
  const version = packageVersion(entry);
  const folder = join(cacheDir, `chromium-${version}`);
  if (!existsSync(join(folder, "chromium"))) await unpack(entry, folder);
  return { path: join(folder, "chromium"), version, env: environment(folder) };
}

/** Main file of the package, or undefined when it is not installed. */
function packageEntry(): string | undefined {
  try {
    return require.resolve("@sparticuz/chromium");
  } catch {
    return undefined;
  }
}

/** The package's manifest, above its main file (the folders of compiled code have small package.json files of their own). */
function packageVersion(file: string): string {
  const manifest = join(dirname(file), "package.json");
  const { name, version } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : {};
  return name === "@sparticuz/chromium" ? version : packageVersion(dirname(file));
}

/** Lets the package unpack itself in a process of its own: it reads TMPDIR and changes the environment. */
async function unpack(entry: string, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}.`);
  chmodSync(staging, 0o755);
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)}); await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
      env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x", NODE_OPTIONS: "" },
    });
    writeFileSync(join(staging, "fonts", "fonts.conf"), fontsConf(folder));
    adopt(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Gives the unpacked folder its name, unless another process was first. */
function adopt(staging: string, folder: string): void {
  try {
    renameSync(staging, folder);
  } catch (error) {
    if (!existsSync(join(folder, "chromium"))) throw error;
  }
}

/** Only the packaged fonts are seen: fallback glyphs do not depend on the machine. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}

function environment(folder: string): Record<string, string> {
  const complete = LIBRARIES.every((library) => LIBRARY_FOLDERS.some((place) => existsSync(join(place, library))));
  const fonts = { FONTCONFIG_PATH: join(folder, "fonts") };
  if (complete) return fonts;
  const inherited = process.env.LD_LIBRARY_PATH;
  return { ...fonts, LD_LIBRARY_PATH: [join(folder, "al2023", "lib"), inherited].filter(Boolean).join(":") };
}
