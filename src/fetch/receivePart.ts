import { readFileSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { StudyError } from "../util/errors";
import type { Stage } from "../util/progress";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { checkContent } from "./checkContent";
import { fetchError } from "./fetchError";
import { type Download, openDownload } from "./openDownload";
import type { PublicFile } from "./types";

export interface ReceiveOptions {
  /** Longest silence of the server, in milliseconds. */
  readonly silenceMs: number;
  /** Larger files are refused. */
  readonly mostBytes: number;
  readonly stage: Pick<Stage, "update">;
}

/** Where an unfinished download and the note to continue it lie. */
export interface PartPlaces {
  readonly part: string;
  readonly partNote: string;
}

interface PartNote {
  readonly url: string;
  readonly validator: string;
}

/**
 * Receives a file, or what is missing of it, into its part. True when an earlier part was continued.
 * @throws StudyError; after a broken connection the part stays, so that the next call continues it
 */
export async function receivePart(
  file: PublicFile,
  url: URL,
  places: PartPlaces,
  options: ReceiveOptions,
): Promise<boolean> {
  const note = readNote<PartNote>(places.partNote);
  const bytes = statSync(places.part, { throwIfNoEntry: false })?.size ?? 0;
  const part = note?.url === url.href && bytes > 0 ? { bytes, validator: note.validator } : undefined;
  const download = await openDownload({ name: file.name, url, part, silenceMs: options.silenceMs });
  try {
    checkSize(file, download.total ?? 0, options);
    const { validator } = download;
    if (validator === undefined) rmSync(places.partNote, { force: true });
    else writeFileAtomically(places.partNote, JSON.stringify({ url: url.href, validator } satisfies PartNote));
    await writePart(file, download, places, options);
  } catch (error) {
    if ((error as StudyError).rule !== "download-whole") removePart(places);
    throw error;
  } finally {
    download.close();
  }
  const received = statSync(places.part).size;
  if (download.total !== undefined && received !== download.total) {
    if (received > download.total) removePart(places);
    throw fetchError(
      "download-whole",
      file.name,
      `${received} bytes came of ${download.total}. Run the command again; it continues where it stopped.`,
    );
  }
  return download.start > 0;
}

async function writePart(
  file: PublicFile,
  { start, total, body, contentType }: Download,
  { part }: PartPlaces,
  options: ReceiveOptions,
): Promise<void> {
  const handle = await open(part, start > 0 ? "a" : "w");
  let received = start;
  try {
    for await (const chunk of body) {
      if (received === 0) refusePages(file, Buffer.from(chunk), contentType);
      received += chunk.length;
      checkSize(file, received, options, total);
      await handle.writeFile(chunk);
      options.stage.update(total ? received / total : 0, `${file.name} ${(received / 1e6).toFixed(1)} MB`);
    }
  } finally {
    await handle.close();
  }
}

/** Ends a download at its first bytes when they are a web page. */
function refusePages(file: PublicFile, first: Buffer, contentType: string): void {
  const anything: PublicFile = {
    ...file,
    content: file.content.kind === "csv" ? { kind: "csv", columns: [] } : file.content,
  };
  if (first.length >= 4) checkContent(anything, first, contentType);
}

function checkSize(
  { name, bytes }: PublicFile,
  received: number,
  { mostBytes }: ReceiveOptions,
  total = received,
): void {
  if (received > mostBytes) {
    throw fetchError("size-limit", name, `more than ${mostBytes} bytes. Review the file and its address by hand.`);
  }
  if (bytes !== undefined && total > 0 && total !== bytes) {
    throw fetchError(
      "size-as-stated",
      name,
      `the server offers ${total} bytes where ${bytes} were reviewed. Review the new file.`,
    );
  }
}

function removePart({ part, partNote }: PartPlaces): void {
  rmSync(part, { force: true });
  rmSync(partNote, { force: true });
}

/** A JSON note beside a file; undefined when there is none or it is damaged. */
export function readNote<Note>(path: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Note;
  } catch {
    return undefined;
  }
}
