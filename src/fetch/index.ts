/** Official public files from their publishers' addresses into a cache: reviewed addresses, nothing trusted that comes from them. */
export { defaultFetchDir, type FetchOptions, fetchFiles, filesNamed, type Outcome } from "./fetchFiles";
export { publicFiles } from "./manifest";
export type { Content, Fetched, PublicFile, Receipt } from "./types";
