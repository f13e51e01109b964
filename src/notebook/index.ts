/** Notebooks as files and the running of their cells in our kernel, from Node alone. */
export { type CellRun, type ExecuteOptions, KernelClient } from "./client";
export { type CellRunner, type ExecuteNotebookOptions, executeNotebook } from "./executeNotebook";
export { type ExecutedNotebook, type ExecuteNotebooksOptions, executeNotebooks } from "./executeNotebooks";
export {
  type Cell,
  type CodeCell,
  type DisplayOutput,
  type ErrorOutput,
  formatNotebook,
  type MimeBundle,
  type Notebook,
  type Output,
  parseNotebook,
  readNotebook,
  type StreamOutput,
  type TextCell,
  writeNotebook,
} from "./nbformat";
export { type KernelOptions, startKernel } from "./startKernel";
