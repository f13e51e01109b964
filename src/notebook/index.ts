/** Notebooks as files and the running of their cells in our kernel, from Node alone. */
export { type CellRun, type ExecuteOptions, KernelClient } from "./client";
export { type CellRunner, type ExecuteNotebookOptions, executeNotebook } from "./executeNotebook";
export { type ExecutedNotebook, type ExecuteNotebooksOptions, executeNotebooks } from "./executeNotebooks";
export { formatNotebook, writeNotebook } from "./formatNotebook";
export type {
  Cell,
  CodeCell,
  DisplayOutput,
  ErrorOutput,
  MimeBundle,
  Notebook,
  Output,
  StreamOutput,
  TextCell,
} from "./nbformat";
export { type NotebookStore, notebookStore } from "./notebookStore";
export { parseNotebook, readNotebook } from "./parseNotebook";
export { type KernelOptions, startKernel } from "./startKernel";
export { trackedNotebooks } from "./trackedNotebooks";
