import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Links of a written page that lead nowhere: to an anchor it lacks or to a file that is not there. External addresses are left alone. */
export function deadLinks(file: string): { checked: number; dead: string[] } {
  const html = readFileSync(file, "utf8");
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  const links = [...html.matchAll(/ href="([^"]*)"/g)]
    .map((match) => match[1])
    .filter((href) => !/^[a-z]+:/.test(href));
  const leads = (href: string) => {
    const [path, anchor] = href.split("#").map(decodeURIComponent);
    if (path !== "") return existsSync(join(dirname(file), path));
    return anchor !== undefined && ids.has(anchor);
  };
  return { checked: links.length, dead: [...new Set(links.filter((href) => !leads(href)))] };
}
