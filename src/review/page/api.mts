import type { PrintedRecord, RenderedOutput } from "../renderOutput.js";

/** The page stands below the token: `/<token>/report/out/index.html`. */
export const token = location.pathname.split("/")[1];
const base = `/${token}/review/`;

/** Published numbers of the report by key. */
export type Published = Readonly<Record<string, PrintedRecord>>;

export async function readPublished(): Promise<Published> {
  return (await answer(await fetch(`${base}published`))) as Published;
}

/** An output in the report's own form. */
export async function render(data: unknown, anchor: string): Promise<RenderedOutput> {
  return (await post("render", { data, anchor })) as RenderedOutput;
}

/** Saves a copy of a notebook; the name of the new file. */
export async function saveCopy(name: string, notebook: unknown): Promise<string> {
  return ((await post("save", { name, notebook })) as { file: string }).file;
}

/** Address of a script of the review. */
export function scriptAddress(name: string): string {
  return base + name;
}

async function post(action: string, body: object): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(base + action, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answer(response: Response): Promise<unknown> {
  const value = await response.json();
  if (!response.ok) throw new Error(value.message ?? `The review server answered ${response.status}.`);
  return value;
}
