import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CRATE_FILE } from "../../src/report";

type Entity = Readonly<Record<string, unknown>> & { "@id": string; "@type": string };

/** What a folder's metadata breaks of RO-Crate 1.1 (sections 2 to 5): descriptor, root, flat graph, references, data entities. */
export function checkCrate(folder: string): string[] {
  const { "@context": context, "@graph": graph } = JSON.parse(readFileSync(join(folder, CRATE_FILE), "utf8")) as {
    "@context": readonly unknown[];
    "@graph": readonly Entity[];
  };
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  must(context.includes("https://w3id.org/ro/crate/1.1/context"), "the context is not that of RO-Crate 1.1");
  const entities = new Map(graph.map((entity) => [entity["@id"], entity]));
  must(entities.size === graph.length, "an @id is used twice");
  const descriptor = entities.get(CRATE_FILE);
  must(descriptor?.["@type"] === "CreativeWork", "the descriptor is not a CreativeWork");
  must(idOf(descriptor?.conformsTo) === "https://w3id.org/ro/crate/1.1", "the descriptor does not name the version");
  const root = entities.get(idOf(descriptor?.about) ?? "");
  must(root?.["@type"] === "Dataset" && root["@id"].endsWith("/"), "the root is not a Dataset");
  for (const name of ["name", "description", "datePublished", "license"])
    must(!!root?.[name], `the root has no ${name}`);
  must(/^\d{4}-\d\d-\d\d/.test(String(root?.datePublished)), "datePublished is not an ISO date");
  for (const entity of graph) {
    must(typeof entity["@type"] === "string", `${entity["@id"]} has no @type`);
    for (const id of referencesOf(entity))
      must(entities.has(id) || id === "https://w3id.org/ro/crate/1.1", `${entity["@id"]} refers to ${id}`);
  }
  const parts = new Set(((root?.hasPart ?? []) as Entity[]).map((part) => part["@id"]));
  for (const file of graph.filter((entity) => entity["@type"] === "File")) {
    const path = join(folder, decodeURIComponent(file["@id"]));
    must(parts.has(file["@id"]), `${file["@id"]} is not part of the root`);
    if (!existsSync(path)) problems.push(`${file["@id"]} does not exist`);
    else
      must(createHash("sha256").update(readFileSync(path)).digest("hex") === file.sha256, `${file["@id"]} has changed`);
  }
  return problems;
}

const idOf = (value: unknown): string | undefined => (value as { "@id"?: string } | undefined)?.["@id"];

/** Values of nested objects are references; anything deeper is not flat. */
function referencesOf(entity: Entity): string[] {
  return Object.values(entity).flatMap((value) =>
    [value]
      .flat()
      .flatMap((one) => (typeof one === "object" && one !== null ? [idOf(one) ?? "an object without @id"] : [])),
  );
}
