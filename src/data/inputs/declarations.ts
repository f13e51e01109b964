import { allowedCodes, NEGATIVE_CODES, type Variable, variablesOf } from "../coding";
import { plainLabel } from "./plainLabel";

/** A column that the study reads from an input file. */
export interface ColumnDeclaration {
  /** Name in the study's tables. */
  readonly name: string;
  /** Header names of all releases; compared in lower case with every run of other characters as `_`. */
  readonly headers: readonly string[];
  /** Header names that mean something else: never suggested in place of a missing column. */
  readonly unlike?: readonly string[];
  /** DuckDB type, or the closed list of texts a cell may hold. An empty cell is NULL in every type. */
  readonly type: string | readonly string[];
  /** An empty cell is refused. */
  readonly filled?: boolean;
  /** A file without the column is accepted; its cells are NULL. */
  readonly optional?: boolean;
  /** Codes that stand for a missing value, with their meaning. */
  readonly sentinels?: Readonly<Record<string, string>>;
  /** Codes by the words of their answer options (see `plainLabel`): files may hold either. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the study knows about an input file before opening it. */
export interface InputDeclaration {
  readonly what: string;
  readonly columns: readonly ColumnDeclaration[];
}

/** Exact to 18 decimals, so that sums do not depend on the order of rows. */
const EXACT = "DECIMAL(38,18)";
const DECILES = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

const column = (name: string, type: ColumnDeclaration["type"], ...headers: readonly string[]): ColumnDeclaration => ({
  name,
  type,
  headers: [name, ...headers],
});

const optional = (declaration: ColumnDeclaration): ColumnDeclaration => ({ ...declaration, optional: true });

/** The day of which a file states the registrations; the same in all of its rows. */
const EXTRACT_DATE = optional(column("extract_date", "VARCHAR"));

/** Areas of 2011, to which the lookups belong; codes of 2021 are others. */
const lsoaColumn = (...headers: readonly string[]): ColumnDeclaration => ({
  ...column("lsoa", "VARCHAR", ...headers),
  unlike: ["lsoa21", "lsoa21cd", "lsoa21_code", "lsoa_code_2021", "lsoa_code_2021_", "lsoa2021"],
});

const filled = (declaration: ColumnDeclaration): ColumnDeclaration => ({ ...declaration, filled: true });

export const WORKFORCE: InputDeclaration = {
  what: "PCN workforce, individual level",
  columns: [
    filled(column("census_year", "INTEGER", "year")),
    filled(column("census_month", "INTEGER", "month")),
    column("pcn_code", "VARCHAR", "pcn", "network_code"),
    filled(column("role", "VARCHAR", "detailed_staff_role")),
    filled(column("fte", EXACT, "total_fte", "contracted_fte")),
    optional(column("data_source", "VARCHAR")),
    optional(column("identifier", "VARCHAR", "unique_identifier")),
  ],
};

export const PRACTICE_MAP: InputDeclaration = {
  what: "ODS ePCN core partners",
  columns: [
    filled(column("practice_code", "VARCHAR", "partner_organisation_code")),
    column("pcn_code", "VARCHAR"),
    filled(column("relationship_start", "VARCHAR", "practice_to_pcn_relationship_start_date")),
    column("relationship_end", "VARCHAR", "practice_to_pcn_relationship_end_date"),
  ],
};

/** Practices and their PCNs at one date, as `gp-reg-pat-prac-map` states them. */
export const PRACTICE_SNAPSHOT: InputDeclaration = {
  what: "practice to PCN at one date",
  columns: [...PRACTICE_MAP.columns.filter(({ name }) => name.endsWith("_code")), EXTRACT_DATE],
};

export const LIST_SIZE: InputDeclaration = {
  what: "registered patients by practice",
  columns: [
    filled(column("practice_code", "VARCHAR", "code", "org_code")),
    filled(
      column(
        "patients",
        EXACT,
        "registered_patients",
        "average_number_of_registered_patients",
        "average_number_of_registered_patients1",
        "number_of_registered_patients_last_known_figure_",
        "number_of_registered_patients",
        "number_of_patients",
      ),
    ),
    EXTRACT_DATE,
  ],
};

export const INCOME_DEPRIVATION: InputDeclaration = {
  what: "income-domain deprivation by LSOA",
  columns: [
    filled(lsoaColumn("lsoa11_code", "lsoa_code_2011", "lsoa_code_2011_", "lsoa11cd")),
    filled(column("income_decile", DECILES, "income_decile_where_1_is_most_deprived_10_of_lsoas_")),
  ],
};

export const RURAL_URBAN: InputDeclaration = {
  what: "rural-urban class by LSOA",
  columns: [
    filled(lsoaColumn("lsoa11_code", "lsoa11cd")),
    filled(column("ruc", ["A1", "B1", "C1", "C2", "D1", "D2", "E1", "E2"], "ruc11_code", "ruc11cd")),
  ],
};

export const PRACTICE_LSOA: InputDeclaration = {
  what: "registered patients by practice and LSOA",
  columns: [
    filled(column("practice_code", "VARCHAR")),
    filled(column("lsoa", "VARCHAR", "lsoa_code")),
    filled(column("patients", "INTEGER", "number_of_patients")),
  ],
};

export const PATIENTS_BY_AGE: InputDeclaration = {
  what: "registered patients by area, sex and age",
  columns: [
    filled(column("org_type", "VARCHAR")),
    filled(column("sex", ["ALL", "FEMALE", "MALE", "INDETERMINATE", "UNKNOWN", "OTHER"])),
    filled(column("age", "VARCHAR")),
    filled(column("patients", "INTEGER", "number_of_patients")),
  ],
};

const SENTINELS = Object.fromEntries(NEGATIVE_CODES.map(({ code, label }) => [String(code), label]));

const answerColumn = (variable: Variable): ColumnDeclaration => ({
  ...column(
    variable.name,
    allowedCodes(variable).map(({ code }) => String(code)),
  ),
  sentinels: SENTINELS,
  labels: Object.fromEntries(allowedCodes(variable).map(({ code, label }) => [plainLabel(label), String(code)])),
});

/** The name of the column that tells the survey years of one file apart. */
export const YEAR_COLUMN = "survey_year";

/** One respondent file of several survey years: a column of the year and the coded answers of all of them. */
export function pooledSurveyDeclaration(years: readonly number[]): InputDeclaration {
  const columns = years.flatMap((year) => surveyDeclaration(year).columns);
  const own = columns.filter(({ name }, i) => columns.findIndex((other) => other.name === name) === i);
  return {
    what: `GP Patient Survey respondents ${years.join(", ")}`,
    columns: [filled(column(YEAR_COLUMN, YEARS, "year", "surveyyear", "gpps_year")), ...own],
  };
}

/** Survey years that a file of several may hold. */
const YEARS = ["2018", "2019", "2020", "2021", "2022", "2023"];

/** The respondent file of a survey year: identifiers of place and the coded answers. */
export function surveyDeclaration(year: number): InputDeclaration {
  return {
    what: `GP Patient Survey respondents ${year}`,
    columns: [
      column("practice_code", "VARCHAR", "gp_practice_code"),
      lsoaColumn("lsoa11", "lsoa11cd", "lsoa_code"),
      ...variablesOf(year).map(answerColumn),
    ],
  };
}
