import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Notebook, parseNotebook } from "../notebook";
import { HttpError } from "./httpError";

/** The executed notebooks of a report. They are found by name in the folder's listing, so no name leads out of it. */
export class NotebookFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Names without `.ipynb`, in reading order. */
  names(): string[] {
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(".ipynb"))
      .sort()
      .map((file) => file.slice(0, -".ipynb".length));
  }

  /** @throws {HttpError} 404 */
  read(name: string): Notebook {
    return parseNotebook(readFileSync(this.#path(name), "utf8"), name);
  }

  /** `GET /api/contents/<path>`; nothing here can be written. @throws {HttpError} 404 */
  contents(path: string, withContent: boolean): object {
    if (path === "") {
      const entries = this.names().map((name) => this.contents(`${name}.ipynb`, false));
      return { ...model("", "directory", statSync(this.#folder).mtime), content: entries, format: "json" };
    }
    const file = this.#path(path.replace(/\.ipynb$/, ""));
    const base = model(path, "notebook", statSync(file).mtime);
    if (!withContent) return { ...base, content: null, format: null };
    return { ...base, content: JSON.parse(readFileSync(file, "utf8")), format: "json" };
  }

  #path(name: string): string {
    if (!this.names().includes(name)) throw new HttpError(404, `No such notebook: ${name}`);
    return join(this.#folder, `${name}.ipynb`);
  }
}

function model(path: string, type: "directory" | "notebook", modified: Date): object {
  const time = modified.toISOString();
  return { name: path, path, type, writable: false, created: time, last_modified: time, mimetype: null };
}
