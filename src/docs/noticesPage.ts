import { type ErrorKind, EXIT_CODES, EXIT_MEANINGS } from "../util/errors";
import { markdownTable } from "./markdownTable";
import { type RuleMessage, ruleMessages } from "./ruleMessages";
import { type SourceFile, sourceFiles } from "./sourceFiles";

/** `docs/reference/notices.md`: every rule that stops a command or is noted beside a result, found in the source itself. */
export function noticesPage(files: readonly SourceFile[] = sourceFiles()): string {
  const rules = ruleMessages(files);
  const kinds = Object.keys(EXIT_CODES) as ErrorKind[];
  return [
    "# Notices and errors",
    "",
    "Each has a stable id that states the rule which should hold. A **notice** comes with a result: the run goes on, and tables print it in",
    "their notes. An **error** ends the command with the exit code of its kind. `…` stands for what the message fills in: the file, the",
    "column, the level, the counts.",
    "",
    ...section("Notices", "The result stands; read it with this in mind.", rules, "notice"),
    ...kinds.flatMap((kind) =>
      section(`Errors: ${kind} (exit code ${EXIT_CODES[kind]})`, EXIT_MEANINGS[kind], rules, kind),
    ),
  ].join("\n");
}

function section(title: string, meaning: string, rules: readonly RuleMessage[], kind: string): readonly string[] {
  const rows = rules.filter((one) => one.kind === kind).map((one) => [`\`${one.rule}\``, messageOf(one)]);
  if (rows.length === 0) return [];
  return [`## ${title}`, "", meaning, "", markdownTable(["rule", "message"], rows), ""];
}

/** The message; where it is put together out of sight, where to look. */
const messageOf = ({ message, path }: RuleMessage): string =>
  message.split(/\s+/).length > 2 ? message : `put together in \`${path}\``;
