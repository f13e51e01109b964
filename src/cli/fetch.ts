import { relative } from "node:path";
import type { Command } from "commander";
import { defaultFetchDir, fetchFiles, type Outcome, type PublicFile, publicFiles } from "../fetch";
import { readAnyStudy } from "../study";
import { StudyError } from "../util/errors";
import { addStudyFile } from "./studyOptions";
import { terminalProgress } from "./terminalProgress";

interface FetchCommandOptions {
  readonly study: string;
  readonly list?: boolean;
  readonly cache?: string;
  readonly base?: string;
}

/** `link-workers fetch [NAME…]`: the official public files, from their publishers into a cache. */
export function registerFetch(program: Command): void {
  addStudyFile(program.command("fetch"))
    .description(
      "download official public files from their publishers into a cache (default: all with a known address)",
    )
    .argument("[names...]", "files by name, see --list")
    .option("--list", "print the files, their addresses and licences, and fetch nothing")
    .option("--cache <dir>", "folder of the files (default: .cache/fetched)")
    .option("--base <url>", "a server on this machine that stands for the publishers, for tests")
    .action(async (names: readonly string[], options: FetchCommandOptions) => {
      if (options.list) {
        process.stdout.write(publicFiles.map(describe).join("\n"));
        return;
      }
      refuseRestricted(options.study);
      const progress = terminalProgress();
      const { cache, base } = options;
      const outcomes = await fetchFiles(names, { cacheDir: cache, base, progress });
      process.stdout.write(outcomes.map(result).join("\n"));
      process.stdout.write(`\nFolder: ${relative(process.cwd(), cache ?? defaultFetchDir()) || "."}\n`);
      const failure = outcomes.find((outcome) => outcome.kind === "failed");
      if (failure?.kind === "failed") process.exitCode = failure.error.exitCode;
    });
}

/** A session on confidential answers makes no connection. */
function refuseRestricted(file: string): void {
  const { source } = readAnyStudy(file);
  if (source.kind !== "files" || !source.restricted) return;
  throw new StudyError(
    "usage",
    "no-connection-when-restricted",
    `${file}: the study is restricted, so no connection is made. Fetch public files elsewhere and bring them in.`,
  );
}

function describe(file: PublicFile): string {
  const { name, title, publisher, licence, citation, page, kind, reviewed, verified, basis } = file;
  return [
    name,
    `  ${title}`,
    `  ${publisher}. ${licence}.`,
    `  cite:    ${citation}`,
    `  address: ${file.address ?? `none known; by hand from ${page}`}`,
    `  page:    ${page}`,
    `  ${verified ? "verified" : `NOT VERIFIED (${basis})`}; address ${kind === "page" ? "not known" : kind}; entry reviewed ${reviewed}`,
    "",
  ].join("\n");
}

function result(outcome: Outcome): string {
  const { file } = outcome;
  if (outcome.kind === "failed") return `${file.name}: FAILED (${outcome.error.rule})\n  ${outcome.error.message}\n`;
  const { how, bytes, sha256 } = outcome.fetched;
  return [
    `${file.name}: ${how}`,
    `  ${file.path}, ${bytes} bytes, SHA-256 ${sha256}`,
    `  ${file.title}. ${file.publisher}. ${file.licence}.`,
    `  cite: ${file.citation}`,
    ...(file.verified ? [] : [`  NOT VERIFIED: the address is ${file.basis}. Review the file before use.`]),
    "",
  ].join("\n");
}
