import { createHash } from "node:crypto";

/** 16 hex digits that name plain data; keys are taken in the order given. */
export const shortHash = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
