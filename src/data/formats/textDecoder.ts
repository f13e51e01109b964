import { decodeWindows1252 } from "../inputs/windows1252";
import { fileError } from "./fileError";

/** Text of a byte range; `what` names the part of the file for messages. */
export type DecodeText = (bytes: Buffer, start: number, end: number, what: string) => string;

/**
 * A decoder for an encoding's usual names, e.g. `UTF-8`, `windows-1252`, `ISO-8859-1`.
 * @param strict bytes outside the encoding are refused; otherwise they become U+FFFD (labels may be cut inside a character)
 */
export function textDecoder(name: string, encoding: string, strict: boolean): DecodeText {
  const decode = decoderOf(name, encoding, strict);
  return (bytes, start, end, what) => {
    for (let i = start; i < end; i++) {
      if (bytes[i] < 0x80) continue;
      try {
        return decode(bytes.subarray(start, end));
      } catch {
        throw fileError(
          name,
          "encoding-known",
          `${what} holds bytes that are not ${encoding}, which the file declares. Save it as UTF-8, or state its encoding.`,
        );
      }
    }
    return bytes.toString("latin1", start, end);
  };
}

function decoderOf(name: string, encoding: string, strict: boolean): (bytes: Buffer) => string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding.trim(), { fatal: strict, ignoreBOM: true });
  } catch {
    throw fileError(
      name,
      "encoding-known",
      `declares the encoding "${encoding.replace(/[^\w.:-]/g, "?")}", which is not known. Save it as UTF-8, or state its encoding.`,
    );
  }
  return decoder.encoding === "windows-1252" ? decodeWindows1252 : (bytes) => decoder.decode(bytes);
}

/** Position after the last byte that is neither a space nor NUL. */
export function trimmedEnd(bytes: Buffer, start: number, end: number): number {
  let last = end;
  while (last > start && (bytes[last - 1] === 0x20 || bytes[last - 1] === 0)) last--;
  return last;
}
