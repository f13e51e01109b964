import { readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import {
  codeOf,
  environmentInputs,
  type OnStage,
  STAGE_CODE,
  type StageInputs,
  stageFolder,
  stageKey,
  storedStage,
} from "../stages";
import type { Cell, CodeCell, Notebook } from "./nbformat";

/** Where outputs of executed notebooks are kept and found again. */
export interface NotebookStore {
  /** The notebook with the outputs of an earlier execution of the same cells on the same inputs, if there was one. */
  find(name: string, notebook: Notebook): Promise<Notebook | undefined>;
  /** Keeps the outputs of a notebook that was just executed. */
  keep(name: string, executed: Notebook): Promise<void>;
}

export interface NotebookStoreOptions {
  readonly cacheDir: string;
  /** What the cells see beside their own code: the study's data and settings. */
  readonly inputs: StageInputs;
  /** False executes every notebook anew. Default true. */
  readonly reuse?: boolean;
  readonly onStage?: OnStage;
}

type Outputs = Pick<CodeCell, "execution_count" | "outputs">;

/** Keeps outputs under the digest of everything the cells depend on: their code, the package's, the kernel's, data, settings, packages, Node. */
export function notebookStore({ cacheDir, inputs, reuse = true, onStage }: NotebookStoreOptions): NotebookStore {
  const shared = { ...codeOf(STAGE_CODE.notebook), ...environmentInputs(), ...inputs };
  const stageOf = (name: string, notebook: Notebook) => ({
    name,
    prefix: `notebook-${name}-`,
    cacheDir,
    inputs: { ...shared, ...cellInputs(notebook) },
  });
  const file = "outputs.json";
  return {
    async find(name, notebook) {
      if (!reuse || seesMore(notebook) !== undefined) return undefined;
      const stage = stageOf(name, notebook);
      const folder = storedStage(stage);
      if (folder === undefined) return undefined;
      await stageFolder({ ...stage, onStage, write: async () => {} });
      return withOutputs(notebook, JSON.parse(readFileSync(join(folder, file), "utf8")));
    },
    async keep(name, executed) {
      const stage = stageOf(name, executed);
      const always = seesMore(executed);
      const write = async (folder: string) => writeFileSync(join(folder, file), JSON.stringify(outputsOf(executed)));
      if (always === undefined) await stageFolder({ ...stage, write });
      onStage?.({ name, inputs: stage.inputs, ran: true, always: reuse ? always : "asked to execute anew" });
    },
  };
}

/** Names that reach what no digest covers: files, processes, the clock, chance, the network. */
const BEYOND =
  /\b(?:require|process|globalThis|eval|Function|Date|performance|fetch|WebSocket|Math\s*\.\s*random|import\s*\()/;

/** Why outputs of a notebook may depend on more than its inputs; undefined when they cannot. */
export function seesMore(notebook: Notebook): string | undefined {
  for (const { id, source } of codeCells(notebook)) {
    const modules = [...source.matchAll(/(?:from|import)\s*(["'])(.*?)\1/g)].map(([, , module]) => module);
    const used = BEYOND.exec(source)?.[0] ?? modules.find((module) => isBuiltin(module) || /^[./]/.test(module));
    if (used !== undefined) return `cell ${id} uses ${used.trim()}, whose results no digest covers`;
  }
  return undefined;
}

function cellInputs(notebook: Notebook): StageInputs {
  const named = codeCells(notebook).map(
    (cell, i) => [`cell ${i + 1} ${cell.id}`, stageKey({ source: cell.source })] as const,
  );
  return Object.fromEntries(named);
}

const codeCells = (notebook: Notebook): CodeCell[] => notebook.cells.filter(isRun);

const isRun = (cell: Cell): cell is CodeCell => cell.cell_type === "code" && cell.source.trim() !== "";

const outputsOf = (notebook: Notebook): Outputs[] =>
  codeCells(notebook).map(({ execution_count, outputs }) => ({ execution_count, outputs }));

function withOutputs(notebook: Notebook, stored: readonly Outputs[]): Notebook {
  let next = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    return { ...cell, ...(isRun(cell) ? stored[next++] : { execution_count: null, outputs: [] }) };
  });
  return { ...notebook, cells };
}
