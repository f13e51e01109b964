import type { PublicFile } from "./types";

/**
 * The official public files of the study, in one reviewed list. No address here has been fetched by the project yet (`verified: false`):
 * `basis` says what each rests on. After a first fetch, review the file, then add `bytes`, `sha256` and `verified: true`.
 */

/** The review of the list: names, pages, licences and patterns against the project's notes on its sources, without a connection. */
const REVIEWED = "2026-11-28";
const OGL = "Open Government Licence v3.0";
const QUOTED = "quoted in public code that downloads from it";
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023];

const practiceName = (year: number): string => {
  const name = `GPPS ${year} Practice data (unweighted) (csv) PUBLIC.csv`;
  return year === 2018 ? name : name.replaceAll(" ", "_");
};

const practiceSurvey = YEARS.map((year): PublicFile => {
  const folder = year === 2018 ? "archive/2018" : String(year);
  const redirect = encodeURIComponent(`${folder}/Unweighted/${practiceName(year)}`);
  return {
    name: `gpps-practice-${year}`,
    publisher: "NHS England and Ipsos",
    title: `GP Patient Survey ${year}, practice data (unweighted)`,
    page: "https://gp-patient.co.uk/surveysandreports",
    address: `https://gp-patient.co.uk/FileDownload/Download?fileRedirect=${redirect}`,
    kind: "templated",
    reviewed: REVIEWED,
    verified: false,
    basis: "inferred from the address of the weighted file, which public code downloads from",
    licence: OGL,
    citation: `NHS England, Ipsos. GP Patient Survey ${year}: practice-level results, unweighted. ${year}.`,
    path: `gpps/${practiceName(year)}`,
    content: { kind: "csv", columns: ["practice_code", "q28_1", "q32_4", "q87_3", "q91_3", "q94_4"] },
  };
});

/** Addresses of the payments files that are known; the others are found from their page. */
const PAYMENTS: Readonly<Record<string, string>> = {
  "2020-21": "https://files.digital.nhs.uk/A3/625945/nhspaymentsgp-20-21-prac-csv.csv",
  "2022-23": "https://files.digital.nhs.uk/05/E6ADA0/nhspaymentsgp-22-23-prac-csv.csv",
};

const payments = YEARS.map((surveyYear): PublicFile => {
  const year = `${surveyYear - 1}-${String(surveyYear).slice(2)}`;
  const known = PAYMENTS[year];
  return {
    name: `payments-${year}`,
    publisher: "NHS England (formerly NHS Digital)",
    title: `NHS Payments to General Practice, England, ${year}`,
    page: `https://digital.nhs.uk/data-and-information/publications/statistical/nhs-payments-to-general-practice/england-${year}`,
    ...(known ? { address: known } : {}),
    kind: known ? "direct" : "page",
    reviewed: REVIEWED,
    verified: false,
    basis: known ? QUOTED : "page only",
    licence: OGL,
    citation: `NHS Digital. NHS Payments to General Practice, England, ${year}.`,
    path: `nhs_payments_to_practices/${year}/payments.csv`,
    content: { kind: "csv", columns: ["practice_code"] },
  };
});

const workforce = ["2020-03", "2020-12", "2021-12", "2022-09"].map(
  (period): PublicFile => ({
    name: `pcn-workforce-${period}`,
    publisher: "NHS England (formerly NHS Digital)",
    title: `Primary Care Network Workforce, individual level, ${period}`,
    page: "https://digital.nhs.uk/data-and-information/publications/statistical/primary-care-network-workforce",
    kind: "page",
    reviewed: REVIEWED,
    verified: false,
    basis: "page only",
    licence: OGL,
    citation: `NHS Digital. Primary Care Network Workforce: individual-level data, ${period}.`,
    path: `pcn_workforce/${period}/pcn_individual.csv`,
    content: { kind: "csv", columns: ["pcn_code", "detailed_staff_role", "fte"] },
  }),
);

/** Every file, in the order in which `fetch --list` prints them. */
export const publicFiles: readonly PublicFile[] = [
  ...practiceSurvey,
  ...workforce,
  {
    name: "epcn",
    publisher: "NHS England, Organisation Data Service",
    title: "Primary Care Networks and their practices (ePCN workbook)",
    page: "https://digital.nhs.uk/services/organisation-data-service/data-search-and-export/csv-downloads/gp-and-gp-practice-related-data",
    address:
      "https://digital.nhs.uk/binaries/content/assets/website-assets/services/ods/data-downloads-other-nhs-organisations/epcn.zip",
    kind: "direct",
    reviewed: REVIEWED,
    verified: false,
    basis: QUOTED,
    licence: OGL,
    citation: "NHS England, Organisation Data Service. ePCN: Primary Care Networks.",
    path: "practice_pcn_map/epcn.zip",
    content: { kind: "zip" },
  },
  ...payments,
  {
    name: "imd-2019",
    publisher: "Ministry of Housing, Communities and Local Government",
    title: "English Indices of Deprivation 2019, File 7: all scores, ranks, deciles and population denominators",
    page: "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019",
    address:
      "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/845345/File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv",
    kind: "direct",
    reviewed: REVIEWED,
    verified: false,
    basis: QUOTED,
    licence: OGL,
    citation: "Ministry of Housing, Communities and Local Government. English Indices of Deprivation 2019. 2019.",
    path: "imd/lsoa/File_7_IoD2019.csv",
    content: { kind: "csv", columns: ["lsoa_code_2011_", "income_decile_where_1_is_most_deprived_10_of_lsoas_"] },
  },
  {
    name: "rural-urban-2011",
    publisher: "Office for National Statistics",
    title: "Rural Urban Classification (2011) of Lower Layer Super Output Areas in England and Wales",
    page: "https://geoportal.statistics.gov.uk/",
    kind: "page",
    reviewed: REVIEWED,
    verified: false,
    basis: "page only",
    licence: OGL,
    citation: "Office for National Statistics. Rural Urban Classification (2011) of Lower Layer Super Output Areas.",
    path: "rural_urban_2011/lsoa/ruc2011.csv",
    content: { kind: "csv", columns: ["lsoa11cd", "ruc11cd"] },
  },
  {
    name: "patients-by-lsoa-2023-07",
    publisher: "NHS England",
    title: "Patients Registered at a GP Practice, July 2023: by practice and 2011 LSOA",
    page: "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice/july-2023",
    kind: "page",
    reviewed: REVIEWED,
    verified: false,
    basis: "page only",
    licence: OGL,
    citation: "NHS England. Patients Registered at a GP Practice, July 2023.",
    path: "list_size/2023-07/gp-reg-pat-prac-lsoa-all.csv",
    content: { kind: "csv", columns: ["practice_code", "lsoa_code", "number_of_patients"] },
  },
  {
    name: "patients-by-age-2023-07",
    publisher: "NHS England",
    title: "Patients Registered at a GP Practice, July 2023: by area, sex and single year of age",
    page: "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice/july-2023",
    kind: "page",
    reviewed: REVIEWED,
    verified: false,
    basis: "page only",
    licence: OGL,
    citation: "NHS England. Patients Registered at a GP Practice, July 2023.",
    path: "list_size/2023-07/gp-reg-pat-prac-sing-age-regions.csv",
    content: { kind: "csv", columns: ["org_type", "sex", "age", "number_of_patients"] },
  },
];
