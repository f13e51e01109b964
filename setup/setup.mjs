// Makes a fresh clone runnable, with nothing but Node and npm: installs from the lockfile when it changed, links the
// package under its own name (so that notebooks can import "link-workers"), and builds when a source is newer.
// Has no dependencies; quiet when there is nothing to do. `node setup/setup.mjs` or imported by the command.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const say = (text) => process.stderr.write(`setup: ${text}\n`);

export function setup() {
  checkNode();
  install();
  linkSelf();
  build();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 11)) return;
  fail(
    `Node ${process.versions.node} is too old: 20.11 or later is needed (22 and 24 work). Get it from https://nodejs.org, then run the command again.`,
  );
}

/** `npm ci` when what is installed is not what the lockfile says. */
function install() {
  if (installedAsLocked()) return;
  say("installing the packages of package-lock.json (about a minute, once)");
  const started = Date.now();
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  const run = spawnSync(npm[0], [...npm[1], "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: npm[0] === "npm.cmd",
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: "1", NODE_ENV: "development" },
  });
  if (run.error)
    fail(
      `npm could not be started (${run.error.message}). It comes with Node: install Node 20.11 or later from https://nodejs.org.`,
    );
  if (run.status !== 0)
    fail(
      "npm ci failed (its message is above). Check the network or the registry setting (`npm config get registry`), then run the command again.",
    );
  say(`installed in ${seconds(started)}`);
}

/** Compares npm's own record of node_modules with the lockfile; packages for other platforms are optional. */
function installedAsLocked() {
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const present = packages(record);
  return Object.entries(packages(join(root, "package-lock.json"))).every(
    ([path, wanted]) =>
      !path.startsWith("node_modules/") || wanted.optional || present[path]?.version === wanted.version,
  );
}

/** node_modules/link-workers -> the repository: notebooks import the package by name from any folder. */
function linkSelf() {
  const link = join(modules, "link-workers");
  if (lstatSync(link, { throwIfNoEntry: false })) {
    if (existsSync(join(link, "study.yaml"))) return;
    rmSync(link, { recursive: true });
  }
  symlinkSync(process.platform === "win32" ? root : "..", link, "junction");
}

/** Compiles src, tests and bench to build/ when any of them changed. */
function build() {
  const stamp = join(root, "build", ".built-from");
  const wanted = fingerprint(["src", "tests", "bench"]) + sha256(readFileSync(join(root, "tsconfig.json")));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const started = Date.now();
  rmSync(join(root, "build"), { recursive: true, force: true });
  const tsc = join(modules, "typescript", "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: root, stdio: ["ignore", 2, 2] });
  if (run.status !== 0)
    fail("the TypeScript build failed (messages above). In an unchanged clone this is a bug: please report it.");
  compileKernels();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  say(`built in ${seconds(started)}`);
}

/** The loops of the estimator to WebAssembly, with a memory that threads share and that is given to them. */
function compileKernels() {
  const folder = join("src", "model", "compiled");
  const memory = ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"];
  const options = [
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--enable",
    "threads",
    "--enable",
    "simd",
    "--disableWarning",
    "112",
    ...memory,
  ];
  const asc = join(modules, "assemblyscript", "bin", "asc.js");
  const files = [join(folder, "assembly", "index.ts"), "-o", join("build", folder, "kernels.wasm")];
  const run = spawnSync(process.execPath, [asc, ...files, ...options], { cwd: root, stdio: ["ignore", 2, 2] });
  if (run.status !== 0)
    fail("the WebAssembly build failed (messages above). In an unchanged clone this is a bug: please report it.");
}

function fingerprint(folders) {
  const files = folders.flatMap((folder) => sources(join(root, folder))).sort();
  return sha256(
    files.map((file) => `${file.slice(root.length)} ${statSync(file).size} ${statSync(file).mtimeMs}`).join("\n"),
  );
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(m?ts|json)$/.test(entry.name) ? [path] : [];
  });
}

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function fail(message) {
  say(message);
  process.exit(7);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) setup();
