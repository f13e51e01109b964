import { z } from "zod";
import { GENDER_RULES, outcomeCoding, STAFF_ROLES, sampleCoding } from "../data/coding";
import { type DisclosurePolicy, FLOOR } from "../disclosure/policy";

/**
 * The settings of a study: every key with its meaning, default and allowed values. The descriptions are printed by
 * `link-workers settings`; a manifest may leave out any section, whose defaults are those of study.yaml.
 */

export const SURVEY_YEARS = [2018, 2019, 2020, 2021, 2022, 2023] as const;
export const ABSENT_PCN = ["zero", "drop", "flag"] as const;
export const PRACTICE_MAPS = ["dated", "fixed"] as const;
export const BEFORE_NETWORKS = ["first", "drop"] as const;
export const NO_PCN = ["drop", "own-cluster"] as const;
export const CLUSTERS = ["pcn", "practice"] as const;
export const VCES = ["oim", "cr0", "cr1", "cr1-regress", "cr3", "cr3l"] as const;
export const COVARIATES = ["year", "age", "gender", "ethnicity", "employment", "deprivation", "rurality"] as const;
export const OUTCOMES = outcomeCoding.map((outcome) => outcome.name);
export const SAMPLES = sampleCoding.map((sample) => sample.name);
export const ROLES = Object.keys(STAFF_ROLES);

const path = z.string().min(1);
const period = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: "must be a period written as YYYY-MM" });
const date = z.iso.date({ error: "must be a date written as YYYY-MM-DD" });
const yearKey = z.enum(SURVEY_YEARS.map(String) as [string, ...string[]]);
const seed = z.int().min(0).default(20251103).describe("Seed of everything simulated.");
const scale = z
  .number()
  .positive()
  .max(4)
  .default(1)
  .describe("Size of the simulated survey: 1 = 4.18 million respondents with a valid experience answer.");

const synthetic = z.strictObject({
  kind: z.literal("synthetic").describe("All inputs are a synthetic twin: raw files in the real shapes."),
  seed,
  scale,
});

const root = path
  .optional()
  .describe("Folder the paths are relative to. --data DIR and the environment variable LINK_WORKERS_DATA come first.");

/** The files that give the exposure. */
const exposureFiles = {
  workforce: z.record(period, path).describe("PCN workforce individual-level CSV of each period (YYYY-MM)."),
  practiceMap: path.describe("ODS ePCN core partners: practice to PCN with start and end dates."),
  listSize: z
    .partialRecord(yearKey, path)
    .describe("Registered patients by practice for each survey year (NHS Payments to General Practice)."),
};

const files = z.strictObject({
  kind: z.literal("files").describe("Inputs are the files named here."),
  root,
  restricted: z
    .boolean()
    .default(false)
    .describe("True when the answers are confidential: disclosure control applies."),
  survey: z
    .union([z.literal("synthetic"), z.partialRecord(yearKey, path)])
    .describe("Respondent file of each survey year, or `synthetic` to simulate answers upon the public files."),
  seed,
  scale,
  ...exposureFiles,
  incomeDeprivation: path.describe("Income-domain decile of each 2011 LSOA (English Indices of Deprivation 2019)."),
  ruralUrban: path.describe("Rural-Urban Classification 2011 of each LSOA."),
  practiceLsoa: path
    .optional()
    .describe("Patients by practice and LSOA of residence; only needed where answers are simulated."),
  patientsByAge: path
    .optional()
    .describe("Patients by area, sex and single year of age; only needed for the population of Table S.3."),
});

const practiceFiles = z.strictObject({
  kind: z
    .literal("practice-files")
    .describe("Answers are the published unweighted practice-level files, for `link-workers practice` and `exposure`."),
  root,
  practices: z.partialRecord(yearKey, path).describe("Unweighted practice-level GPPS file of each survey year."),
  ...exposureFiles,
});

const source = z
  .discriminatedUnion("kind", [synthetic, files, practiceFiles])
  .prefault({ kind: "synthetic" })
  .describe("Where the raw files come from.");

const survey = z
  .strictObject({
    years: z
      .array(z.literal(SURVEY_YEARS))
      .min(1)
      .default([...SURVEY_YEARS])
      .describe("Survey years read."),
    gender: z
      .enum(GENDER_RULES)
      .default("three-groups")
      .describe("How the gender questions of 2018-2020 and 2021-2023 are pooled."),
  })
  .prefault({})
  .describe("The respondent files.");

const DEFAULT_STAFF_AT = {
  2018: "none",
  2019: "none",
  2020: "none",
  2021: "2020-12",
  2022: "2021-12",
  2023: "2022-12",
};

const exposure = z
  .strictObject({
    role: z
      .enum(ROLES as [string, ...string[]])
      .default("Social Prescribing Link Worker")
      .describe("Staff role whose full-time equivalents are the exposure."),
    perPatients: z.number().positive().default(50000).describe("Registered patients per unit of exposure."),
    staffAt: z
      .partialRecord(yearKey, z.union([z.literal("none"), period]))
      .transform((given) => ({ ...DEFAULT_STAFF_AT, ...given }) as Record<string, string>)
      .prefault(DEFAULT_STAFF_AT)
      .describe(
        "Workforce period (YYYY-MM) that stands for the December before each survey year; `none` = exposure 0.",
      ),
    absentPcn: z.enum(ABSENT_PCN).default("zero").describe("What a PCN without a return in a workforce file means."),
  })
  .prefault({})
  .describe("Link workers per registered patients.");

const linkage = z
  .strictObject({
    practiceMap: z.enum(PRACTICE_MAPS).default("dated").describe("The date at which practices are assigned to PCNs."),
    fixedDate: date.default("2022-12-31").describe("The one date, when practiceMap is fixed."),
    beforeNetworks: z
      .enum(BEFORE_NETWORKS)
      .default("first")
      .describe("PCN of a practice in survey years before PCNs existed."),
    noPcn: z.enum(NO_PCN).default("drop").describe("What happens to respondents of practices in no PCN."),
  })
  .prefault({})
  .describe("From practice to PCN.");

const covariate = z.strictObject({
  name: z.enum(COVARIATES).describe("Covariate column."),
  base: z.string().min(1).describe("Base level."),
});

const DEFAULT_COVARIATES = [
  { name: "year" as const, base: "2018" },
  { name: "age" as const, base: "16-24" },
  { name: "gender" as const, base: "Female" },
  { name: "ethnicity" as const, base: "White British" },
  { name: "employment" as const, base: "Full-time paid work" },
  { name: "deprivation" as const, base: "1" },
  { name: "rurality" as const, base: "Urban" },
];

const cell = z
  .partialRecord(
    z.enum(OUTCOMES as [string, ...string[]]),
    z.array(z.enum(SAMPLES as [string, ...string[]])).describe("Flags that must be 1; empty = all respondents."),
  )
  .describe("Each outcome fitted in the model, with the flags that define its sample (empty = all respondents).");

/** Table 2 of the paper. */
const DEFAULT_CELLS = {
  M1: { not_isolated: [], good_gp: [] },
  M2: { confidence: ["ltc"], support: ["ltc"], not_isolated: ["ltc"], good_gp: ["ltc"], mh_understood: ["ltc"] },
  M3: {
    confidence: ["mh_needs", "ltc"],
    support: ["mh_needs", "ltc"],
    not_isolated: ["mh_needs"],
    good_gp: ["mh_needs"],
    mh_understood: ["mh_needs"],
  },
};

const models = z
  .strictObject({
    cluster: z.enum(CLUSTERS).default("pcn").describe("Column whose levels are the clusters."),
    vce: z.enum(VCES).default("cr1").describe("Covariance convention; cr1 is Stata's M/(M-1) after logistic."),
    cells: z
      .record(z.string().regex(/^\w+$/), cell)
      .default(DEFAULT_CELLS)
      .describe("Models: their outcomes and samples (Table 2)."),
  })
  .prefault({})
  .describe("What is fitted.");

/** A disclosure threshold that may rise. */
const threshold = (name: keyof DisclosurePolicy, meaning: string, type: z.ZodNumber = z.number().int()) => {
  const floor = FLOOR[name];
  return type
    .min(floor, { error: `${NEVER_WEAKER} at least ${floor}` })
    .default(floor)
    .describe(meaning);
};

const NEVER_WEAKER = "thresholds can be made stricter, never weaker:";

const disclosure = z
  .strictObject({
    threshold: threshold("threshold", "Fewest respondents behind a released cell, group or outcome value."),
    roundingBase: threshold(
      "roundingBase",
      "Released counts are multiples of this odd number.",
      z
        .number()
        .int()
        .refine((base) => base % 2 === 1, { error: "must be odd: no count lies midway then" }),
    ),
    minPractices: threshold("minPractices", "Fewest practices behind a released cell."),
    minPcns: threshold("minPcns", "Fewest PCNs behind a released cell."),
    minResidualDf: threshold("minResidualDf", "Fewest residual degrees of freedom of a released model."),
    minClusters: threshold("minClusters", "Fewest clusters of a released model."),
    dominanceShare: z
      .number()
      .positive()
      .max(FLOOR.dominanceShare, { error: `${NEVER_WEAKER} at most ${FLOOR.dominanceShare}` })
      .default(FLOOR.dominanceShare)
      .describe("The largest two units hold less than this share of a released sum."),
    dominanceRest: threshold(
      "dominanceRest",
      "All but the two largest units hold at least this share of the largest.",
      z.number(),
    ),
    intervalWidth: threshold("intervalWidth", "Fewest values that are left possible for a withheld count."),
    minBox: threshold("minBox", "Fewest units behind a box plot."),
    percentileValues: threshold("percentileValues", "A percentile is the mean of this many nearest values."),
  })
  .prefault({})
  .describe("Thresholds of disclosure control where the answers are restricted: to be made stricter, never weaker.");

export const studySchema = z.strictObject({
  source,
  survey,
  exposure,
  linkage,
  covariates: z
    .array(covariate)
    .default(DEFAULT_COVARIATES)
    .describe("Covariates with their base levels, in the order of the design matrix."),
  models,
  disclosure,
});
