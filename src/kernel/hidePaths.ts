import { homedir, tmpdir } from "node:os";
import { packageRoot } from "../util/packageRoot";

/** Folders of a machine and what to write for them; `.` vanishes from the front of a path. */
export type FolderNames = readonly (readonly [folder: string, name: string])[];

/** Removes this machine's folders from a text: the kernel's own and the project's vanish, others get a short name. */
export function hidePaths(text: string, folders: FolderNames = machineFolders()): string {
  let result = text.replaceAll("file://", "");
  for (const [folder, name] of [...folders].sort((a, b) => b[0].length - a[0].length)) {
    if (folder.length > 1) result = result.replace(mention(folder), replacement(name));
  }
  return result;
}

function machineFolders(): FolderNames {
  return [
    [process.cwd(), "."],
    [packageRoot(), "."],
    [homedir(), "~"],
    [tmpdir(), "<tmp>"],
  ];
}

/** The folder as a whole, not inside a longer name, with the separator after it. */
function mention(folder: string): RegExp {
  const literal = folder.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w.~-])${literal}(?:([\\\\/])|(?![\\w-]))`, "g");
}

function replacement(name: string): (match: string, separator: string | undefined) => string {
  return (_match, separator) => (separator === undefined ? name : name === "." ? "" : name + separator);
}
