import { homedir, tmpdir } from "node:os";
import { packageRoot } from "../util/packageRoot";

/** Removes this machine's folders from a message: the project's and the kernel's own vanish, others get a short name. */
export function hidePaths(text: string): string {
  const folders: [string, string][] = [
    [process.cwd(), ""],
    [packageRoot(), ""],
    [homedir(), "~/"],
    [tmpdir(), "<tmp>/"],
  ];
  folders.sort((a, b) => b[0].length - a[0].length);
  let result = text.replaceAll("file://", "");
  for (const [folder, name] of folders) {
    if (folder.length < 2) continue;
    for (const separator of ["/", "\\"]) result = result.replaceAll(folder + separator, name);
  }
  return result;
}
