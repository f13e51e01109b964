import { basename } from "node:path";
import { isGated } from "../disclosure/activeGate";
import { count, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { PUBLIC, resting } from "./behind";
import type { OpenStudy } from "./openStudy";

/** Every file read: rows, size, encoding, digest. */
export function inputsTable({ inputs, synthetic }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-inputs",
    label: "",
    title: "Files read",
    columns: [
      { id: "input", label: "Input", align: "left" },
      { id: "file", label: "File", align: "left" },
      { id: "rows", label: "Rows", align: "right" },
      { id: "bytes", label: "Bytes", align: "right" },
      { id: "encoding", label: "Encoding", align: "left" },
      { id: "digest", label: "SHA-256 (start)", align: "left" },
    ],
    rows: inputs.map(({ input, path, rows, bytes, encoding, sha256 }) => {
      const file = isGated() ? basename(path) : path;
      const facts = [text(file), count(rows), count(bytes), text(encoding), text(sha256.slice(0, 12))];
      // Size and digest of a file of answers say as much as its rows.
      return { cells: [text(input), ...resting(facts, input.startsWith("survey") ? undefined : PUBLIC)] };
    }),
    note: "Column types are declared, never guessed; header names match in any case.",
    synthetic,
    disclosure: { source: "restricted", population: "files read" },
  };
}
