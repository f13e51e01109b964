import { outcomeLabel } from "../paper/labels";
import { SIGNIFICANT } from "../paper/supplement/significant";
import { published } from "../published/published";
import {
  agreement,
  allOf,
  decileKeys,
  elsewhere,
  estimateKeys,
  gradient,
  insignificant,
  type Judgement,
  type Lookup,
  meanKey,
  outcomeAndModel,
  positive,
  subgroups,
  table3,
} from "./judgements";

/** A finding that the paper states in words, in ours, and how it is judged on a run. */
export interface Finding {
  readonly id: string;
  readonly section: string;
  /** Where the paper shows it. */
  readonly exhibit: string;
  readonly said: string;
  readonly judge: (at: Lookup) => Judgement;
}

const HEADLINE = Object.values(published.headline);

/** The findings of the paper's text and supplement that are not single numbers. */
export const FINDINGS: readonly Finding[] = [
  {
    id: "T15",
    section: "3.2",
    exhibit: "Table 3",
    said: "The odds ratios that the text presents are above one and significant, isolation excepted",
    judge: (at) =>
      allOf(at, [
        ...table3(
          HEADLINE.filter((cell) => cell !== "M1.not_isolated"),
          positive,
        ),
        ...table3(["M1.not_isolated"], insignificant),
      ]),
  },
  {
    id: "T16",
    section: "3.2",
    exhibit: "Table 3",
    said: "Among people with long-term conditions the same outcomes are significant as among all",
    judge: (at) =>
      allOf(
        at,
        ["not_isolated", "good_gp"].map((outcome) => ({
          of: outcomeLabel(outcome),
          keys: [`table3/M1.${outcome}/p`, `table3/M2.${outcome}/p`],
          ok: ([one, two]) => one < SIGNIFICANT === two < SIGNIFICANT,
        })),
      ),
  },
  {
    id: "T17",
    section: "3.2",
    exhibit: "Table 3",
    said: "Confidence and support are not significant in Model 3 (the text names the sample of Model 2)",
    judge: (at) => allOf(at, table3(["M3.confidence", "M3.support"], insignificant)),
  },
  {
    id: "T18",
    section: "3.2",
    exhibit: "Table S.6",
    said: "Without covariates (survey years kept) every cell has the same sign and significance",
    judge: agreement("s6/years"),
  },
  {
    id: "T19",
    section: "3.1",
    exhibit: "Figure 1",
    said: "Outcomes are lower in 2023 than in 2018, isolation excepted, which is back within a percentage point",
    judge: (at) =>
      allOf(
        at,
        HEADLINE.map((cell) => ({
          of: outcomeAndModel(cell),
          keys: [meanKey(cell, 2018), meanKey(cell, 2023)],
          ok: ([before, after]) => (cell === "M1.not_isolated" ? Math.abs(after - before) <= 1 : after < before - 1),
        })),
      ),
  },
  {
    id: "T20",
    section: "3.1",
    exhibit: "Table S.3",
    said: "Older people, women and rural areas are over-represented among respondents",
    judge: (at) =>
      allOf(
        at,
        ["older", "female", "rural"].map((group) => ({
          of: group,
          keys: [`s3/${group}/survey`, `s3/${group}/population`],
          ok: ([survey, population]) => survey > population,
        })),
      ),
  },
  {
    id: "T20.white",
    section: "3.1",
    exhibit: "Table S.3",
    said: "White people are over-represented among respondents",
    judge: elsewhere("the registers that give the population hold no ethnic group"),
  },
  {
    id: "T22",
    section: "4.2",
    exhibit: "",
    said: "The largest sample has over four million respondents",
    judge: (at) => allOf(at, [{ of: "the largest sample", keys: ["table3/M1.good_gp/n"], ok: ([n]) => n > 4e6 }]),
  },
  {
    id: "F-S8",
    section: "3.3.1",
    exhibit: "Table S.8",
    said: "Beside the other roles link workers keep sign and significance in every cell",
    judge: agreement("s8"),
  },
  {
    id: "F-S9a",
    section: "3.3.2",
    exhibit: "Table S.9",
    said: "The total of the scheme goes with better support, experience and mental health understood",
    judge: (at) =>
      allOf(
        at,
        ["M2.support", "M1.good_gp", "M3.mh_understood"].map((cell) => ({
          of: outcomeAndModel(cell),
          keys: estimateKeys(`s9/${cell}/arrs_total`),
          ok: positive,
        })),
      ),
  },
  {
    id: "F-S9b",
    section: "3.3.2",
    exhibit: "Table S.9",
    said: "The share of link workers goes with better confidence and less isolation only",
    judge: (at) =>
      allOf(
        at,
        HEADLINE.map((cell) => ({
          of: outcomeAndModel(cell),
          keys: estimateKeys(`s9/${cell}/arrs_link_share`),
          ok: ["M2.confidence", "M1.not_isolated"].includes(cell) ? positive : insignificant,
        })),
      ),
  },
  ...(["M1.good_gp", "M3.mh_understood"] as const).map(
    (cell): Finding => ({
      id: `F-S10.${cell}`,
      section: "3.3.3",
      exhibit: "Table S.10",
      said: `${outcomeAndModel(cell)}: the odds ratio does not differ between deciles`,
      judge: gradient(cell, "none"),
    }),
  ),
  {
    id: "F-S10.M2.support",
    section: "3.3.3",
    exhibit: "Table S.10",
    said: `${outcomeAndModel("M2.support")}: higher odds ratios where less deprived`,
    judge: gradient("M2.support", "less"),
  },
  ...(["M2.confidence", "M1.not_isolated"] as const).map(
    (cell): Finding => ({
      id: `F-S10.${cell}`,
      section: "3.3.3",
      exhibit: "Table S.10",
      said: `${outcomeAndModel(cell)}: higher odds ratios where more deprived`,
      judge: gradient(cell, "more"),
    }),
  ),
  {
    id: "F-S11.M1.not_isolated",
    section: "3.3.3",
    exhibit: "Table S.11",
    said: `${outcomeAndModel("M1.not_isolated")}: the deciles' own models agree, higher where more deprived`,
    judge: subgroups("M1.not_isolated", "more"),
  },
  {
    id: "F-S11.M2.confidence",
    section: "3.3.3",
    exhibit: "Table S.11",
    said: `${outcomeAndModel("M2.confidence")}: the deciles' own models favour the less deprived (against Table S.10)`,
    judge: subgroups("M2.confidence", "less"),
  },
  {
    id: "F-S11.M2.support",
    section: "3.3.3",
    exhibit: "Table S.11",
    said: `${outcomeAndModel("M2.support")}: the deciles' own models are all positive`,
    judge: (at) =>
      allOf(
        at,
        decileKeys("s11", "M2.support", 1, 10).map((key, i) => ({
          of: `decile ${i + 1}`,
          keys: [key],
          ok: ([logOr]) => logOr > 0,
        })),
      ),
  },
  {
    id: "F-NL",
    section: "4.2",
    exhibit: "",
    said: "Non-linear terms of the exposure change nothing: neither square nor bend is significant",
    judge: (at) =>
      allOf(
        at,
        ["squares", "bends"].map((what) => ({ of: what, keys: [`nonlinear/${what}`], ok: ([count]) => count === 0 })),
      ),
  },
  {
    id: "T26",
    section: "1",
    exhibit: "",
    said: "Provision is lower where need is higher",
    judge: elsewhere("a finding of another study that the paper cites"),
  },
];

/** A finding with what a run says of it. */
export interface JudgedFinding extends Finding {
  readonly judgement: Judgement;
}

/** Judges every finding on the results of a run. */
export const judgeFindings = (at: Lookup): readonly JudgedFinding[] =>
  FINDINGS.map((finding) => ({ ...finding, judgement: finding.judge(at) }));
