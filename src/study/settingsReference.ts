import { z } from "zod";
import { studySchema } from "./schema";

/** One documented key of the settings. */
export interface SettingRow {
  /** Dotted path; `source(files).workforce` where a key belongs to one form of its section. */
  readonly key: string;
  readonly meaning: string;
  /** The default as JSON; empty when the key has none. */
  readonly default: string;
  /** Allowed values or the type. */
  readonly allowed: string;
}

interface Json {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly additionalProperties?: Json | boolean;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
}

/** All keys of a study manifest in order, from the schema itself. */
export function settingsReference(): readonly SettingRow[] {
  return rows("", z.toJSONSchema(studySchema, { io: "input" }) as Json);
}

function rows(path: string, node: Json): readonly SettingRow[] {
  const own = path === "" || isSection(node) ? [] : [row(path, node)];
  const forms = node.oneOf ?? [];
  return [
    ...own,
    ...childRows(path, node),
    ...forms.flatMap((form) => childRows(`${path}(${form.properties?.kind?.const})`, form)),
    ...(node.items?.properties ? childRows(`${path}[]`, node.items) : []),
    ...(isObject(node.additionalProperties) && node.additionalProperties.properties
      ? childRows(`${path}.<name>`, node.additionalProperties)
      : []),
  ];
}

const childRows = (path: string, node: Json) =>
  Object.entries(node.properties ?? {}).flatMap(([key, child]) => rows(path ? `${path}.${key}` : key, child));

const isSection = (node: Json) => node.properties !== undefined || node.oneOf !== undefined;
const isObject = (node: Json | boolean | undefined): node is Json => typeof node === "object";

function row(key: string, node: Json): SettingRow {
  return {
    key,
    meaning: node.description ?? "",
    default: node.default === undefined ? "" : JSON.stringify(node.default),
    allowed: allowed(node),
  };
}

function allowed(node: Json): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum) return node.enum.join(" | ");
  if (node.anyOf) return node.anyOf.map(allowed).join(" | ");
  if (node.items) return `list of ${node.items.properties ? "sections" : allowed(node.items)}`;
  if (isObject(node.additionalProperties)) {
    return node.additionalProperties.properties ? "sections by name" : `${allowed(node.additionalProperties)}, by key`;
  }
  if (node.pattern?.includes("20\\d\\d-")) return "YYYY-MM";
  if (node.format === "date") return "YYYY-MM-DD";
  const low =
    node.exclusiveMinimum !== undefined
      ? ` > ${node.exclusiveMinimum}`
      : node.minimum !== undefined
        ? ` >= ${node.minimum}`
        : "";
  const high = node.maximum !== undefined && node.maximum < Number.MAX_SAFE_INTEGER ? ` <= ${node.maximum}` : "";
  return `${node.type ?? "value"}${low}${high && low ? " and" : ""}${high}`;
}
