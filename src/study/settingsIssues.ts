import type { Document, LineCounter } from "yaml";
import { isMap } from "yaml";
import type { z } from "zod";
import { didYouMean } from "../util/nearest";

type Path = readonly PropertyKey[];

/** A line for a settings problem: place, key, what is wrong, what is allowed, and the nearest valid word. */
export function settingsIssue(
  issue: z.core.$ZodIssue,
  keysAt: (path: Path) => readonly string[],
  document: Document,
  lines: LineCounter,
): readonly string[] {
  const value = valueAt(document.toJS(), issue.path);
  const at = (path: Path) => `${place(document, lines, path)}${path.join(".") || "settings"}`;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(issue.path);
    return issue.keys.map(
      (key) =>
        `${place(document, lines, [...issue.path, key])}unknown key "${key}"${issue.path.length ? ` in ${issue.path.join(".")}` : ""}.` +
        `${didYouMean(key, known)} Known keys: ${known.join(", ")}.`,
    );
  }
  const allowed = allowedValues(issue);
  const shown = typeof value === "object" ? "this" : JSON.stringify(value);
  if (allowed.length > 0)
    return [
      `${at(issue.path)}: ${shown} is not allowed.${didYouMean(String(value), allowed)} Allowed: ${allowed.join(", ")}.`,
    ];
  return [`${at(issue.path)}: ${value === undefined ? "is missing: " : `${shown}: `}${lowerFirst(issue.message)}.`];
}

/** The values an issue lists, from enums, literals, discriminators and unions of literals. */
function allowedValues(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code === "invalid_key") return issue.issues.flatMap(allowedValues);
  if (issue.code !== "invalid_union") return [];
  const options = (issue as { options?: readonly unknown[] }).options;
  if (options) return options.map(String);
  return issue.errors.flatMap((inner) => inner.flatMap((one) => (one.path.length > 0 ? [] : unionMember(one))));
}

function unionMember(issue: z.core.$ZodIssue): readonly string[] {
  const listed = allowedValues(issue);
  if (listed.length > 0) return listed;
  return issue.code === "invalid_format"
    ? ["a period YYYY-MM"]
    : issue.code === "invalid_type"
      ? [issue.expected === "record" ? "a list by key" : `a ${issue.expected}`]
      : [];
}

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], root);

/** `12:5: ` of the key at a path, or of the nearest enclosing node that exists. */
export function place(document: Document, lines: LineCounter, path: Path): string {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1) as unknown[], true) ?? document.contents;
    const last = path[depth - 1];
    const node = isMap(parent)
      ? parent.items.find(
          (pair) => String((pair.key as { value?: unknown } | null)?.value ?? pair.key) === String(last),
        )?.key
      : document.getIn(path.slice(0, depth) as unknown[], true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range) {
      const { line, col } = lines.linePos(range[0]);
      return `${line}:${col}: `;
    }
  }
  return "";
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
