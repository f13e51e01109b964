import type { Study } from "./study";

/** A choice that the paper leaves open, as made in this study. */
export interface OpenChoice {
  readonly key: string;
  readonly question: string;
  readonly chosen: string;
  /** What the chosen value means, one sentence. */
  readonly meaning: string;
  readonly alternatives: readonly string[];
}

/** The open choices of a study for the report: value, meaning, and the roads not taken. */
export function describeSettings(study: Study): readonly OpenChoice[] {
  const { exposure, linkage, survey } = study;
  return [
    closed("exposure.absentPcn", "What does a PCN without a return in a workforce file mean?", exposure.absentPcn, {
      zero: "A PCN absent from a workforce file counts as having no link workers.",
      drop: "Respondents of a PCN absent from a workforce file leave the sample of that year.",
      flag: "A PCN absent from a workforce file counts as having no link workers and an indicator of absence enters the model.",
    }),
    decemberBefore2020(exposure.staffAt["2020"]),
    ...standIns(exposure.staffAt),
    closed("linkage.practiceMap", "At which date is a practice assigned to its PCN?", linkage.practiceMap, {
      dated:
        "Each survey year uses the PCN of the practice at the last day of its workforce period, or on 31 December before.",
      fixed: `Every survey year uses the PCN of the practice on ${linkage.fixedDate}.`,
    }),
    closed(
      "linkage.beforeNetworks",
      "Which PCN has a practice in survey years before PCNs existed?",
      linkage.beforeNetworks,
      {
        first: "A practice carries its first known PCN back to the years before PCNs existed.",
        drop: "Survey years before PCNs existed leave the sample.",
      },
    ),
    closed("linkage.noPcn", "What happens to respondents of practices in no PCN?", linkage.noPcn, {
      drop: "Respondents of practices in no PCN leave the sample.",
      "own-cluster": "A practice in no PCN is a cluster of its own with no link workers.",
    }),
    closed("survey.gender", "How are the gender questions before and after 2021 pooled?", survey.gender, {
      "three-groups":
        "Female, male, and other: non-binary, self-described and undisclosed answers, offered from 2021 only.",
      "female-male": "Female and male; other answers, offered from 2021 only, are missing.",
    }),
  ];
}

function closed<Value extends string>(
  key: string,
  question: string,
  chosen: Value,
  meanings: Record<Value, string>,
): OpenChoice {
  const alternatives = Object.keys(meanings).filter((value) => value !== chosen);
  return { key, question, chosen, meaning: meanings[chosen], alternatives };
}

function decemberBefore2020(chosen: string): OpenChoice {
  return {
    key: "exposure.staffAt.2020",
    question: "What stands for December 2019, before the first workforce return?",
    chosen,
    meaning:
      chosen === "none"
        ? "Survey year 2020 has no link workers: the workforce series starts in March 2020."
        : `Survey year 2020 uses the workforce return of ${chosen}.`,
    alternatives: chosen === "none" ? ["2020-03"] : ["none"],
  };
}

/** Years from 2021 whose workforce period is not the December before. */
function standIns(staffAt: Readonly<Record<string, string>>): readonly OpenChoice[] {
  return [2021, 2022, 2023]
    .filter((year) => staffAt[year] !== `${year - 1}-12`)
    .map((year) => ({
      key: `exposure.staffAt.${year}`,
      question: `Which workforce return stands for December ${year - 1}?`,
      chosen: staffAt[year],
      meaning: `Survey year ${year} uses ${staffAt[year] === "none" ? "no return: exposure 0" : `the return of ${staffAt[year]} in place of ${year - 1}-12`}.`,
      alternatives: [`${year - 1}-12`],
    }));
}
