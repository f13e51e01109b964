/** Words of an answer option in small letters, other characters as single spaces. */
export const plainLabel = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
