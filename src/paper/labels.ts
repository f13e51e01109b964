import { outcomeCoding } from "../data/coding";

/** Name of the exposure column and term. */
export const EXPOSURE = "link_workers";

const MODEL_LABELS: Readonly<Record<string, string>> = {
  M1: "Model 1: all respondents",
  M2: "Model 2: respondents with a long-term condition",
  M3: "Model 3: respondents with mental health needs",
};

/** Samples of the three models in words (Table 2); a model added in the settings is called by its key. */
export function modelLabel(model: string): string {
  return MODEL_LABELS[model] ?? model;
}

/** An outcome in words, from the coding table. */
export function outcomeLabel(outcome: string): string {
  return outcomeCoding.find(({ name }) => name === outcome)?.label ?? outcome;
}

/** How rows made by this run are called in tables: simulated ones say so. */
export function ownLabel(synthetic: boolean): string {
  return synthetic ? "this run (synthetic)" : "this run";
}
