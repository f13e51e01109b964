import { basename } from "node:path";
import { isGated } from "../disclosure/activeGate";
import { count, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { countBehind, PUBLIC, resting, restingOn } from "./behind";
import type { OpenStudy } from "./openStudy";
import { yearPeople } from "./yearPeople";

/** Every file read: rows, size, encoding, digest. */
export function inputsTable({ frame, inputs, synthetic }: OpenStudy): TableExhibit {
  const people = yearPeople(frame);
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
      const [, year] = /^survey (\d{4})$/.exec(input) ?? [];
      if (year === undefined) return { cells: [text(input), ...resting(facts, PUBLIC)] };
      // Size and digest of a file of answers say as much as its rows.
      const [named, ofRows, ofBytes, coded, digest] = facts;
      const behindRows = countBehind(people.get(Number(year))?.all);
      const shown = [
        restingOn(PUBLIC, named),
        restingOn(behindRows, ofRows),
        ofBytes,
        restingOn(PUBLIC, coded),
        digest,
      ];
      return { cells: [text(input), ...shown] };
    }),
    note: "Column types are declared, never guessed; header names match in any case.",
    synthetic,
    disclosure: { source: "restricted", population: "files read" },
  };
}
