import type { StageInputs, StageRun } from "./types";

/** Changed inputs that are named; the rest are counted. */
const NAMED = 3;

/** One line that says why a stage ran or was reused, `before` being its inputs in the run before. */
export function explainStage({ inputs, ran, always }: StageRun, before: StageInputs | undefined): string {
  if (always !== undefined) return `ran: ${always}`;
  if (!ran) return `reused: the same ${kinds(inputs)}`;
  if (before === undefined) return "ran: for the first time";
  const changes = [...new Set([...Object.keys(before), ...Object.keys(inputs)])].sort().flatMap((name) => {
    if (before[name] === inputs[name]) return [];
    if (before[name] === undefined) return [`${name} is new`];
    return [inputs[name] === undefined ? `${name} is gone` : `${name} changed`];
  });
  if (changes.length === 0) return "ran: nothing changed, but its result was no longer stored";
  const more = changes.length > NAMED ? `, and ${changes.length - NAMED} more` : "";
  return `ran: ${changes.slice(0, NAMED).join(", ")}${more}`;
}

/** "code, settings and packages": first words of the inputs' names. */
function kinds(inputs: StageInputs): string {
  const words = [...new Set(Object.keys(inputs).map((name) => name.split(" ")[0]))];
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
