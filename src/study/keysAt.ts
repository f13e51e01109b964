import type { z } from "zod";
import { studySchema } from "./schema";

/** The keys a settings section may hold; of a section with several forms, the keys of all. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [studySchema];
  for (const part of path) schemas = schemas.flatMap((schema) => children(schema, part));
  return [...new Set(schemas.flatMap((schema) => forms(schema).flatMap(ownKeys)))];
}

/** A schema without its wrappers (default, prefault, optional, transform), split into the members of a union. */
export function forms(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const def = schema._zod.def as {
    type: string;
    innerType?: z.core.$ZodType;
    in?: z.core.$ZodType;
    options?: readonly z.core.$ZodType[];
  };
  if (def.innerType) return forms(def.innerType);
  if (def.type === "pipe" && def.in) return forms(def.in);
  if (def.options) return def.options.flatMap(forms);
  return [schema];
}

function children(schema: z.core.$ZodType, part: PropertyKey): readonly z.core.$ZodType[] {
  return forms(schema).flatMap((form) => {
    const def = form._zod.def as {
      shape?: Record<string, z.core.$ZodType>;
      element?: z.core.$ZodType;
      valueType?: z.core.$ZodType;
    };
    const child = def.shape?.[String(part)] ?? def.element ?? def.valueType;
    return child ? [child] : [];
  });
}

/** Keys of an object schema, or the key list of a record schema with named keys. */
function ownKeys(schema: z.core.$ZodType): readonly string[] {
  const def = schema._zod.def as { shape?: Record<string, unknown>; keyType?: z.core.$ZodType };
  return Object.keys(def.shape ?? (def.keyType?._zod.def as { entries?: object } | undefined)?.entries ?? {});
}
