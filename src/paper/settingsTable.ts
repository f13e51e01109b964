import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { describeSettings, type Study } from "../study";
import { publicExhibit } from "./behind";

/** The choices that the paper leaves open, as made in this study, with the roads not taken. */
export function settingsTable({ study }: { readonly study: Study }): TableExhibit {
  return {
    kind: "table",
    id: "table-settings",
    label: "",
    title: "Choices the paper leaves open, as set in this study",
    columns: [
      { id: "question", label: "Question", align: "left" },
      { id: "meaning", label: "Answer", align: "left" },
      { id: "setting", label: "Setting", align: "left" },
      { id: "alternatives", label: "Alternatives", align: "left" },
    ],
    rows: describeSettings(study).map(({ question, meaning, key, chosen, alternatives }) => ({
      cells: [question, meaning, `${key}: ${chosen}`, alternatives.join(", ")].map(text),
    })),
    note: "Settings of study.yaml. Change one and run again: notebooks and report follow.",
    synthetic: false,
    disclosure: publicExhibit("settings of the study"),
  };
}
