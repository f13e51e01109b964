/** Published practice-level counts as a source in place of respondents: read by column meaning, joined like respondents, fitted as grouped rows. */
export { countCoding } from "./countCoding";
export { RESPONDENTS } from "./practiceFrame";
export type { PracticeLedger } from "./practiceLedger";
export { type PreparedPractices, type PreparePracticesOptions, preparePractices } from "./preparePractices";
