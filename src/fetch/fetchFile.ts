import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileDigest } from "../util/fileDigest";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { checkContent, HEAD_BYTES } from "./checkContent";
import { fetchError } from "./fetchError";
import { type ReceiveOptions, readNote, receivePart } from "./receivePart";
import type { Fetched, PublicFile, Receipt } from "./types";

export interface FetchFileOptions extends ReceiveOptions {
  readonly cacheDir: string;
  /** A server on this machine in place of all publishers, for tests: `BASE/host/path`. */
  readonly base?: string;
}

/** Where a file, its unfinished part and their notes lie. */
interface Places {
  readonly target: string;
  readonly receipt: string;
  readonly part: string;
  readonly partNote: string;
}

/**
 * Brings one file into the cache: whole, of the expected content and of the reviewed digest, or not at all. A download that broke off
 * continues when the server still has the same file. A file that is there and matches its receipt is kept.
 * @throws StudyError with one of the rules of `FetchRule`
 */
export async function fetchFile(file: PublicFile, options: FetchFileOptions): Promise<Fetched> {
  const url = addressOf(file, options.base);
  const target = join(options.cacheDir, file.path);
  const places = { target, receipt: `${target}.receipt.json`, part: `${target}.part`, partNote: `${target}.part.json` };
  const before = readNote<Receipt>(places.receipt);
  if (existsSync(target)) return { ...(await keptFile(file, places, before)), path: target, how: "kept" };
  mkdirSync(dirname(target), { recursive: true });
  const resumed = await receivePart(file, url, places, options);
  const sha256 = await fileDigest(places.part);
  const receipt: Receipt = {
    name: file.name,
    address: file.address as string,
    bytes: statSync(places.part).size,
    sha256,
    licence: file.licence,
    citation: file.citation,
  };
  await checkReceived(file, places, receipt, before);
  writeFileAtomically(places.receipt, `${JSON.stringify(receipt, null, 2)}\n`);
  renameSync(places.part, target);
  rmSync(places.partNote, { force: true });
  return { ...receipt, path: target, how: resumed ? "resumed" : "fetched" };
}

function addressOf({ name, address, page }: PublicFile, base: string | undefined): URL {
  if (address === undefined) {
    throw fetchError("address-known", name, `only its page is known. Download it by hand from ${page}.`);
  }
  const url = new URL(address);
  if (base !== undefined) return new URL(`${base.replace(/\/$/, "")}/${url.host}${url.pathname}${url.search}`);
  if (url.protocol === "https:") return url;
  throw fetchError("address-secure", name, `${address} is not https. Correct the manifest.`);
}

async function keptFile(file: PublicFile, { target }: Places, receipt: Receipt | undefined): Promise<Receipt> {
  const sha256 = await fileDigest(target);
  const expected = file.sha256 ?? receipt?.sha256;
  if (receipt !== undefined && sha256 === expected) return receipt;
  throw fetchError(
    "digest-as-received",
    file.name,
    `${file.path} in the cache ${receipt ? "differs from what was received" : "has no receipt"}. Move it away and fetch again.`,
  );
}

/** Reviews a whole download; one that fails is removed. */
async function checkReceived(
  file: PublicFile,
  places: Places,
  receipt: Receipt,
  before: Receipt | undefined,
): Promise<void> {
  try {
    checkContent(file, await headOf(places.part));
    if (file.bytes !== undefined && receipt.bytes !== file.bytes) {
      throw fetchError(
        "size-as-stated",
        file.name,
        `${receipt.bytes} bytes came where ${file.bytes} were reviewed. Review the new file.`,
      );
    }
    if (file.sha256 !== undefined && receipt.sha256 !== file.sha256) {
      throw fetchError(
        "digest-as-reviewed",
        file.name,
        `its SHA-256 is ${receipt.sha256}, reviewed was ${file.sha256}. Review the new file.`,
      );
    }
    if (before !== undefined && receipt.sha256 !== before.sha256) {
      throw fetchError(
        "digest-as-received",
        file.name,
        `the publisher has changed it since it was last fetched (SHA-256 ${before.sha256}, now ${receipt.sha256}). Delete ${file.path}.receipt.json to accept the new file.`,
      );
    }
  } catch (error) {
    rmSync(places.part, { force: true });
    rmSync(places.partNote, { force: true });
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: HEAD_BYTES - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
