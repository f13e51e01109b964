/** The repository's notebooks carry the outputs of the default study: what is kept of an output, and how kept and new ones are compared. */
export { type CellDifference, compareNotebooks } from "./compareNotebooks";
export { picturesDiffer } from "./comparePictures";
export { trackedOutputs } from "./trackedOutputs";
