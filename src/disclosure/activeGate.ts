import { sealOutput } from "./clearance";
import { CONSTANTS, clearText, numbersOf } from "./clearText";
import { type Gate, loadGate, saveGate } from "./gate";
import { outputDecision } from "./outputDecision";

/** Variables by which the runner tells a kernel process that the study is restricted. */
const VARIABLES = { file: "LINK_WORKERS_GATE", secret: "LINK_WORKERS_SEAL" };

/** The gate of a process whose outputs are kept only when sealed. */
export interface ActiveGate {
  readonly gate: Gate;
  /** Seals an output made of cleared parts and stores what the gate decided. */
  seal(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Lets the numbers of a text that is made of cleared values stand in sentences. */
  allow(text: string): void;
  /** The text without sentences whose numbers were not quoted from cleared records. */
  clearSentences(text: string): string;
}

/** Environment for a kernel process: `file` holds the state of the gate, `secret` is of this run and never stored. */
export function gateEnvironment(file: string, secret: string): Readonly<Record<string, string>> {
  return { [VARIABLES.file]: file, [VARIABLES.secret]: secret };
}

/** Whether this process works on restricted answers under a runner that keeps sealed outputs only. */
export function isGated(): boolean {
  return process.env[VARIABLES.file] !== undefined && process.env[VARIABLES.secret] !== undefined;
}

let active: ActiveGate | undefined;

/**
 * The gate of this process, undefined when nothing is restricted. It is opened at the first output, when the notebook before has ended.
 */
export function activeGate(): ActiveGate | undefined {
  if (!isGated()) return undefined;
  active ??= openActive(process.env[VARIABLES.file]!, process.env[VARIABLES.secret]!);
  return active;
}

function openActive(file: string, secret: string): ActiveGate {
  const gate = loadGate(file);
  const allowed = new Set<string>(CONSTANTS);
  return {
    gate,
    seal: (data) => {
      saveGate(gate, file);
      return sealOutput(data, secret);
    },
    allow: (text) => {
      for (const number of numbersOf(text)) allowed.add(number);
    },
    clearSentences: (text) => clearLines(text, allowed, gate),
  };
}

function clearLines(text: string, numbers: ReadonlySet<string>, gate: Gate): string {
  const lines = text.split("\n").map((line) => clearText(line, { numbers }));
  const cleared = lines.map((line) => line.text).join("\n");
  const textWithheld = lines.reduce((sum, { withheld }) => sum + withheld, 0);
  gate.record(
    outputDecision({
      id: `text: ${cleared.slice(0, 60)}`,
      kind: "text",
      title: "Sentence of a notebook",
      population: "that of the records it quotes",
      isPublic: false,
      released: lines.length,
      textWithheld,
    }),
  );
  return cleared;
}
