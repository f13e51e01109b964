/** The loops over rows, groups and patterns, compiled to WebAssembly. Arguments are addresses in bytes unless said otherwise. */
export { countRows, sumGroups, sumWeighted } from "./counts";
export { addOuterProducts, addResiduals, sumLevel } from "./labels";
export { levelSums, sum } from "./levels";
export { sumLogs, sumMoments, sumSlopes } from "./odds";
export { gather, keepPatterns, numberCodes, splitDigit } from "./patterns";
export { keepLabels, keepRows } from "./restrict";
export { addDigit, addFlag, mapCodes, markMissing, tallyWords } from "./rows";
export { sumMoved, sumScenario } from "./scenarios";
export { countBuckets, dealRows, listRuns, markRuns, sortBuckets } from "./sort";
