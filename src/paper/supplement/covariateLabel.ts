const LABELS: Readonly<Record<string, string>> = {
  year: "Survey year",
  age: "Age",
  gender: "Gender",
  ethnicity: "Ethnic group",
  employment: "Employment",
  deprivation: "Income deprivation decile (1 most deprived)",
  rurality: "Rurality",
};

/** A covariate in words. */
export const covariateLabel = (name: string): string => LABELS[name] ?? name;
