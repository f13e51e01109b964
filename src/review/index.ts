/** A built report served on the loopback address, with cells a reviewer can edit and run in kernels of this project. */
export { DEFAULT_LIMITS, type ReviewLimits } from "./limits";
export { type Review, type ReviewOptions, startReview } from "./startReview";
