import { createRequire } from "node:module";

/** Replaces a CommonJS module, as tslab would resolve it, by a copy with some exports exchanged. */
export function replaceForTslab<T extends object>(name: string, exchange: (original: T) => Partial<T>): T {
  const id = createRequire(require.resolve("tslab/dist/jupyter")).resolve(name);
  const original: T = require(id);
  // A copy, because compiled modules export read-only getters.
  const copy: T = { ...original, ...exchange(original) };
  require.cache[id]!.exports = copy;
  return original;
}
