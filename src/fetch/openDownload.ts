import { fetchError } from "./fetchError";

/** The bytes of a file from `start` on. */
export interface Download {
  readonly start: number;
  /** Size of the whole file, when the server states it. */
  readonly total?: number;
  /** Strong validator that a later part must come with: entity tag or date of change. */
  readonly validator?: string;
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection. */
  close(): void;
}

export interface DownloadRequest {
  readonly name: string;
  readonly url: URL;
  /** Bytes that are there already, and the validator they came with. */
  readonly part?: { readonly bytes: number; readonly validator: string };
  /** Longest silence of the server, in milliseconds. */
  readonly silenceMs: number;
}

const MOST_REDIRECTS = 5;

/**
 * Asks for a file, from where a part ended if there is one. A server that cannot continue sends the whole file (`start` 0).
 * @throws StudyError on silence, refusal, or a redirect that leaves the host
 */
export async function openDownload(request: DownloadRequest): Promise<Download> {
  const quiet = silence(request.name, request.silenceMs);
  try {
    const { url, response } = await follow(request, quiet);
    if (response.status !== 416 || request.part === undefined) return download(request, url, response, quiet);
  } catch (error) {
    quiet.end();
    throw error;
  }
  // The part is no beginning of what the server has now.
  quiet.end();
  return openDownload({ ...request, part: undefined });
}

/** The first answer that is no redirect. */
async function follow(
  { name, url: first, part }: DownloadRequest,
  quiet: Silence,
): Promise<{ url: URL; response: Response }> {
  let url = first;
  for (let hops = 0; ; hops++) {
    const asked = fetch(url, { redirect: "manual", headers: headers(part), signal: quiet.signal });
    const response = await quiet.during(asked);
    if (response.status < 300 || response.status >= 400 || response.status === 304) return { url, response };
    await response.body?.cancel();
    url = redirected(name, url, response.headers.get("location"), hops);
  }
}

/** Identity: sizes and ranges are those of the file itself. */
const headers = (part: DownloadRequest["part"]): Record<string, string> => ({
  "accept-encoding": "identity",
  ...(part ? { range: `bytes=${part.bytes}-`, "if-range": part.validator } : {}),
});

function redirected(name: string, from: URL, location: string | null, hops: number): URL {
  const to = location === null || !URL.canParse(location, from) ? undefined : new URL(location, from);
  if (to === undefined || hops >= MOST_REDIRECTS) {
    throw fetchError("server-answers", name, "the server redirects without end. Look the file up on its page.");
  }
  if (to.host === from.host && to.protocol === from.protocol) return to;
  throw fetchError(
    "redirect-same-host",
    name,
    `${from.host} redirects to ${to.host}. Review the new address and correct the manifest; nothing was fetched from it.`,
  );
}

function download({ name, part }: DownloadRequest, url: URL, response: Response, quiet: Silence): Download {
  const { status } = response;
  if (status === 404 || status === 410 || status === 403) {
    throw fetchError(
      "file-at-address",
      name,
      `${url.host} answers ${status}: the file is not at its address. Look it up on its page.`,
    );
  }
  if ((status !== 200 && status !== 206) || response.body === null) {
    throw fetchError("server-answers", name, `${url.host} answers ${status}. Try again later.`);
  }
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
  if (status === 206 && Number(range?.[1]) !== part?.bytes) {
    throw fetchError(
      "download-whole",
      name,
      "the server continues at another place than asked. Delete the .part file and fetch again.",
    );
  }
  const length = response.headers.get("content-length");
  const total = range ? Number(range[2]) : length === null ? undefined : Number(length);
  const tag = response.headers.get("etag");
  const validator = tag !== null && !tag.startsWith("W/") ? tag : (response.headers.get("last-modified") ?? undefined);
  return {
    start: status === 206 ? (part?.bytes ?? 0) : 0,
    ...(total === undefined ? {} : { total }),
    ...(validator === undefined ? {} : { validator }),
    contentType: response.headers.get("content-type") ?? "",
    body: quiet.over(response.body as unknown as AsyncIterable<Uint8Array>),
    close: quiet.end,
  };
}

interface Silence {
  readonly signal: AbortSignal;
  during<Result>(work: Promise<Result>): Promise<Result>;
  over(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  end(): void;
}

/** Ends a connection on which nothing arrives for a time, and puts its failures into words. */
function silence(name: string, milliseconds: number): Silence {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let silent = false;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silent = true;
      abort.abort();
    }, milliseconds);
  };
  const end = () => {
    clearTimeout(timer);
    abort.abort();
  };
  const failed = (error: unknown, rule: "server-answers" | "download-whole") => {
    end();
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    const why = silent
      ? `nothing arrived for ${milliseconds / 1000} s`
      : (cause?.code ?? cause?.message ?? (error as Error).message);
    return fetchError(
      rule,
      name,
      `the connection failed (${why}). Run the command again; it continues where it stopped.`,
    );
  };
  return {
    signal: abort.signal,
    end,
    async during(work) {
      wait();
      try {
        return await work;
      } catch (error) {
        throw failed(error, "server-answers");
      }
    },
    async *over(chunks) {
      wait();
      try {
        for await (const chunk of chunks) {
          wait();
          yield chunk;
        }
      } catch (error) {
        throw failed(error, "download-whole");
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
