import { published } from "../published/published";
import type { FrontBlock } from "../report";
import { judgeFindings } from "../reproduction/findings";
import { reproductionLedger, resultLookup } from "../reproduction/reproductionLedger";
import { findingsTable, reproductionSummary } from "../reproduction/reproductionTables";
import type { StoredResult } from "../results/collectResults";
import { quoter } from "../results/quote";
import { sentence } from "../results/sentence";
import { outcomeLabel } from "./labels";
import type { OpenStudy } from "./openStudy";

/** Title, facts and opening pages of the report. */
export interface FrontMatter {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly frontMatter: readonly FrontBlock[];
}

/** The opening of the report: what it is, on which data, and the headline results in sentences bound to the results store. */
export function frontMatter(study: OpenStudy, results: readonly StoredResult[]): FrontMatter {
  return {
    title: "Link workers and patient outcomes in England",
    subtitle: `A reproduction of Wilding et al., British Journal of General Practice 2025, doi ${published.doi}`,
    facts: facts(study),
    frontMatter: [
      { kind: "markdown", text: [ABOUT, HEADLINES[study.label], headlines(results)].join("\n\n") },
      {
        kind: "exhibit",
        exhibit: reproductionSummary(reproductionLedger(results), study.synthetic),
        source: "src/reproduction/reproductionLedger.ts",
      },
      {
        kind: "exhibit",
        exhibit: findingsTable(judgeFindings(resultLookup(results)), study.synthetic),
        source: "src/reproduction/findings.ts",
      },
    ],
  };
}

const ABOUT = `# Summary

This report re-runs the study [@wilding2025] from raw files: reading and joining the survey, the workforce returns and the area data, coding the outcomes,
computing the exposure, and fitting the twelve models of Table 3 with standard errors clustered by Primary Care Network. Each section is an
executed notebook; every number in it can be re-run and changed.`;

const HEADLINES: Readonly<Record<OpenStudy["label"], string>> = {
  SYNTHETIC: "One more full-time-equivalent link worker per 50,000 patients, on **synthetic** data:",
  "SYNTHETIC ANSWERS": "One more full-time-equivalent link worker per 50,000 patients, with **synthetic** answers:",
  "": "One more full-time-equivalent link worker per 50,000 patients:",
};

function facts({ study, label, frame, key }: OpenStudy): FrontMatter["facts"] {
  const { source } = study;
  const data = {
    SYNTHETIC: "synthetic twin",
    "SYNTHETIC ANSWERS": "real public files, simulated answers",
    "": "files",
  }[label];
  return [
    { name: "Data", value: label === "" ? data : `${data} (seed ${source.seed}, scale ${source.scale})` },
    { name: "Respondents read", value: frame.rows.toLocaleString("en-GB") },
    { name: "Data key", value: key },
  ];
}

const QUOTED = ["or", "ciLow", "ciHigh", "amePp", "n"];

/** One sentence a headline cell, as far as the store has it. */
function headlines(results: readonly StoredResult[]): string {
  const q = quoter(results);
  const known = new Set(results.map(({ key }) => key));
  return Object.entries(published.headline)
    .filter(([, cell]) => QUOTED.every((name) => known.has(`table3/${cell}/${name}`)))
    .map(([outcome, cell]) => {
      const value = (name: string) => q(`table3/${cell}/${name}`);
      const pub = (name: string) => q(`published/${cell}/${name}`);
      const name = outcomeLabel(outcome);
      return sentence`- ${name}: odds ratio ${value("or")} (95% confidence interval ${value("ciLow")} to ${value("ciHigh")}), ${value("amePp")}, among ${value("n")} respondents. Published: ${pub("or")} (${pub("ciLow")} to ${pub("ciHigh")}).`;
    })
    .join("\n");
}
