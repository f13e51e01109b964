/** One item of a reporting checklist, in our own words, and where this report answers it. */
export interface ChecklistItem {
  readonly number: string;
  readonly asks: string;
  readonly answer: string;
  /** Id of the exhibit, or of the section, that holds the answer; none where only the paper answers. */
  readonly at?: string;
}

export interface ChecklistSection {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

const item = (number: string, asks: string, answer: string, at?: string): ChecklistItem =>
  at === undefined ? { number, asks, answer } : { number, asks, answer, at };

const IN_THE_PAPER = "In the paper; not a matter of computation";

/** STROBE for cross-sectional studies (von Elm et al. 2007), items 1 to 22. */
export const STROBE: readonly ChecklistSection[] = [
  {
    title: "Title, abstract, introduction",
    items: [
      item("1a", "Name the design early", "Summary", "summary"),
      item("1b", "Summarise what was done and found", "Summary", "summary"),
      item("2", "Background and reasons", IN_THE_PAPER),
      item("3", "Aims and hypotheses", "Hypothesised impacts", "table-a2"),
    ],
  },
  {
    title: "Methods",
    items: [
      item("4", "Key elements of the design", "The survey and its samples", "table-2"),
      item("5", "Setting, places, dates", "Respondent files by year", "table-files"),
      item("6", "Who was eligible and how they were chosen", "Response by year", "table-a1"),
      item("7", "Outcomes, exposures, confounders defined", "Outcomes and their coding", "table-1"),
      item("8", "Sources and methods of measurement", "Files read", "table-inputs"),
      item("9", "Sources of bias addressed", "Choices left open", "table-settings"),
      item("10", "How the size came about", "Samples of each model", "table-2"),
      item(
        "11",
        "Handling of quantitative variables",
        "What each network's exposure rests on",
        "table-exposure-states",
      ),
      item("12a", "Statistical methods and confounders", "Models as run", "table-box-1"),
      item("12b", "Subgroups and interactions", "Interaction with deprivation decile", "table-s10"),
      item("12c", "Missing data", "Sample ledger: complete cases, counted by rule", "table-ledger"),
      item(
        "12d",
        "Sampling strategy in the analysis",
        "Models as run: unweighted, clustered by network",
        "table-box-1",
      ),
      item("12e", "Sensitivity analyses", "Shape of the association", "table-non-linear"),
    ],
  },
  {
    title: "Results",
    items: [
      item("13a", "Numbers at each stage", "Sample ledger", "table-ledger"),
      item("13b", "Reasons for leaving", "Sample ledger, by rule", "table-ledger"),
      item("13c", "Flow diagram", "Sample ledger, as a table", "table-ledger"),
      item("14a", "Characteristics of participants", "Descriptive statistics", "table-s3"),
      item("14b", "Missing values by variable", "Sample ledger, by variable", "table-ledger"),
      item("15", "Outcome events", "Outcomes by year", "figure-1"),
      item(
        "16a",
        "Unadjusted and adjusted estimates with precision",
        "Adjusted: Table 3; unadjusted: Table S.6",
        "table-3",
      ),
      item("16b", "Category boundaries", "Table S.4, raw answers and their coding", "table-s4"),
      item("16c", "Absolute effects", "People with a positive outcome", "table-4"),
      item("17", "Other analyses", "Models with the other roles", "table-s8"),
    ],
  },
  {
    title: "Discussion and other information",
    items: [
      item("18", "Key results against the aims", "Summary", "summary"),
      item("19", "Limitations", "Evidence behind the printed numbers", "audit-evidence"),
      item("20", "Cautious interpretation", IN_THE_PAPER),
      item("21", "Generalisability", IN_THE_PAPER),
      item("22", "Funding", IN_THE_PAPER),
    ],
  },
];

/** RECORD, the extension for routinely collected data (Benchimol et al. 2015). */
export const RECORD: readonly ChecklistSection[] = [
  {
    title: "Title and abstract",
    items: [
      item("1.1", "Name the type of data and the databases", "Files read", "table-inputs"),
      item("1.2", "Name region and period", "Respondent files by year", "table-files"),
      item("1.3", "Say whether databases were linked", "Joins and what did not match", "table-linkage"),
    ],
  },
  {
    title: "Methods",
    items: [
      item("6.1", "Codes by which the population was selected", "Samples of each model", "table-2"),
      item("6.2", "Validation of those codes", "Table S.4, raw answers and their coding", "table-s4"),
      item("6.3", "Flow of the linkage", "Joins and what did not match", "table-linkage"),
      item("7.1", "All codes of exposure, outcomes, confounders", "Outcomes and their coding", "table-1"),
      item("12.1", "Access of the investigators to the population", "Respondents read and refused", "table-files"),
      item("12.2", "Cleaning of the data", "Choices left open", "table-settings"),
      item("12.3", "Level, methods and quality of linkage", "Joins and what did not match", "table-linkage"),
    ],
  },
  {
    title: "Results, discussion, other information",
    items: [
      item("13.1", "Selection of persons, with filtering by quality and linkage", "Sample ledger", "table-ledger"),
      item(
        "19.1",
        "Data not made for this question: misclassification, confounding, missing data, changing eligibility",
        "What each network's exposure rests on",
        "table-exposure-states",
      ),
      item("22.1", "Access to protocol, raw data and code", "Software and code", "table-environment"),
    ],
  },
];
