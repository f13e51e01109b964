import type { ModelName, OutcomeName } from "../published/published";

/** Order and short labels of the five outcomes, as in the paper's Table 3. */
export const OUTCOME_LABELS: Readonly<Record<OutcomeName, string>> = {
  confidence: "Confident managing condition",
  support: "Enough support",
  not_isolated: "Not isolated",
  good_gp: "Good GP experience",
  mh_understood: "Mental health needs understood",
};

/** Samples of the three models, as in the paper's Table 2. */
export const MODEL_LABELS: Readonly<Record<ModelName, string>> = {
  M1: "Model 1: all respondents",
  M2: "Model 2: respondents with a long-term condition",
  M3: "Model 3: respondents with mental health needs",
};

/** Name of the exposure column and term. */
export const EXPOSURE = "link_workers";
