import { fileError } from "./fileError";
import { type SourceFile, withSource } from "./sourceFile";

/** True when a file starts as an SPSS or Stata file does, readable or not. */
export const isTabular = (path: string, name: string = path): Promise<boolean> =>
  withSource(path, name, async (source) => (await kindOf(source)) !== undefined);

/** The family of a file by its first bytes. */
export async function tabularFormat(source: SourceFile): Promise<"sav" | "dta"> {
  const { name } = source;
  const kind = await kindOf(source);
  if (kind === "sav" || kind === "dta") return kind;
  const remedies = {
    encrypted: "is an encrypted SPSS file. Open it in SPSS with its password and save it without one.",
    ebcdic: "is an SPSS file of a mainframe (EBCDIC). Save it again on another system.",
    portable: "is an SPSS portable file. Save it as .sav.",
    oldStata: "is a Stata file of version 12 or earlier. Save it with Stata 13 or later (releases 117 to 119).",
    other: "is neither an SPSS nor a Stata file. Fetch the file again, or correct its entry in the manifest.",
  };
  throw fileError(name, "format-supported", remedies[kind ?? "other"]);
}

type Kind = "sav" | "dta" | "encrypted" | "ebcdic" | "portable" | "oldStata";

async function kindOf(source: SourceFile): Promise<Kind | undefined> {
  const start = (await source.read(0, Math.min(512, source.size))).toString("latin1");
  if (start.startsWith("$FL2") || start.startsWith("$FL3")) return "sav";
  if (start.startsWith("<stata_dta>")) return "dta";
  if (start.slice(8, 20) === "ENCRYPTEDSAV") return "encrypted";
  if (start.startsWith("\x5b\xc6\xd3\xf2")) return "ebcdic";
  if (start.slice(0, 200).includes("ASCII SPSS PORT FILE") || start.slice(456, 464) === "SPSSPORT") return "portable";
  const [release, order, one, filler] = [0, 1, 2, 3].map((i) => start.charCodeAt(i));
  if (release >= 104 && release <= 115 && (order === 1 || order === 2) && one === 1 && filler === 0) return "oldStata";
  return undefined;
}
