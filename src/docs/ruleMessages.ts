import { EXIT_CODES } from "../util/errors";
import { readLiteral } from "./readLiteral";
import type { SourceFile } from "./sourceFiles";

/** A rule that the code checks, where, and what it says when the rule is broken. */
export interface RuleMessage {
  readonly rule: string;
  /** An error kind (src/util/errors.ts), or `notice` when the run goes on. */
  readonly kind: string;
  readonly message: string;
  readonly path: string;
}

/** Messages that the code puts together elsewhere, in words. A test keeps this list to what is needed. */
const WORDED: Readonly<Record<string, string>> = {
  "cells-as-declared":
    "Cells do not hold what their column declares: file, line, column, what was found and what is expected.",
  "rows-have-all-cells": "Records have fewer or more cells than the header: file, first line, how many.",
  "cell-runs": "A cell stopped: notebook, cell, line, and the cell's own error.",
  "settings-valid":
    "The manifest is not valid: file, line, key, what was given and what is allowed. Several faults come together.",
  "published-structure": "The file has not the structure of published results: file, place, what is expected.",
  "role-known": "A staff role of the workforce file is not in the list of known roles: file, line, role.",
};

const ERROR = /new StudyError\(\s*("[a-z]+"|[^,"]+),\s*"([a-z0-9-]+)",\s*/g;
// Functions that make a StudyError, with the rule as first or second argument: `fetchError("file-at-address", name, ...)`.
const MADE = /\b(?!StudyError)(\w+Error)\(\s*(?:[\w.]+,\s*)?"([a-z0-9]+-[a-z0-9-]+)",\s*(?:[\w.]+,\s*)?/g;
const RECORD = /\b(rule|id): "([a-z0-9]+(?:-[a-z0-9]+)+)"/g;

/**
 * The rules found in source files: errors thrown or made, and records with a rule or id beside a message
 * (refused cells are input errors, others notices). `…` stands for what a message fills in.
 */
export function ruleMessages(files: readonly SourceFile[]): readonly RuleMessage[] {
  const found = files
    .filter(({ path }) => !path.startsWith("src/docs/"))
    .flatMap(({ path, text }) => [
      ...[...text.matchAll(ERROR)].map((match) => ({
        rule: match[2],
        kind: kindOf(match[1]),
        message: messageAt(text, match.index + match[0].length),
        path,
      })),
      ...[...text.matchAll(MADE)].map((match) => ({
        rule: match[2],
        kind: match[1] === "disclosureError" ? "verification" : "input",
        message: messageAt(text, match.index + match[0].length),
        path,
      })),
      ...records(text).map((record) => ({ ...record, path })),
    ]);
  const worded = found.map((one) => ({ ...one, message: WORDED[one.rule] ?? one.message }));
  const readable = worded.filter(({ message }) => message.split(/\s+/).length > 2);
  const silent = worded.filter((one) => !readable.some(({ rule }) => rule === one.rule));
  return [
    ...new Map([...readable, ...silent].map((one) => [`${one.kind}|${one.rule}|${one.message}`, one])).values(),
  ].sort((a, b) => order(a.rule, b.rule) || order(a.message, b.message));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The literal kind, else the one that a conditional or variable falls back to. */
const kindOf = (expression: string): string =>
  Object.keys(EXIT_CODES).find((kind) => expression.includes(`"${kind}"`)) ?? "input";

/** The message at a place: a literal, the first branch of a condition, or the constant that a name stands for. */
function messageAt(text: string, at: number): string {
  const literal = readLiteral(text, at);
  if (literal !== undefined) return literal;
  const rest = text.slice(at, at + 400);
  const name = /^(\w+)\s*[,)}\n]/.exec(rest)?.[1];
  const declared = name && text.lastIndexOf(`const ${name} =`, at);
  const from = typeof declared === "number" && declared >= 0 ? declared : at;
  const quote = text.slice(from, from + 400).search(/["`]/);
  return (quote >= 0 && readLiteral(text, from + quote)) || "…";
}

/** Objects with a rule or id and a message: the message stands after the id, before the next one. */
function records(text: string): readonly Omit<RuleMessage, "path">[] {
  return [...text.matchAll(RECORD)].flatMap((match) => {
    const from = match.index + match[0].length;
    const part = text.slice(from, from + 500).split(/\b(?:rule|id): "/)[0];
    const message = /\bmessage\b(?::\s*(?:\([^)]*\)\s*=>\s*)?)?/.exec(part);
    if (message === null) return [];
    const literal = messageAt(text, from + message.index + (message[0].length > 7 ? message[0].length : 0));
    return [{ rule: match[2], kind: match[1] === "rule" ? "input" : "notice", message: literal }];
  });
}
