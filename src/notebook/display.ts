/** Outputs by mime type: JSON types hold an object, all others a string. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

/** What is used of tslab's own module inside a kernel. */
interface TslabJupyter {
  readonly lastWriteDisplayData?: ((content: object, update: boolean) => void) | null;
}

/**
 * Shows one output in several forms from a notebook cell; the reader's program takes the richest it knows.
 * Outside a kernel the `text/plain` form is printed.
 * @example displayBundle({ "text/html": "<b>12</b>", "text/plain": "12" });
 */
export function displayBundle(data: DisplayBundle): void {
  const write = kernelModule()?.lastWriteDisplayData;
  if (write) write({ data, metadata: {}, transient: {} }, false);
  else if (typeof data["text/plain"] === "string") process.stdout.write(`${data["text/plain"]}\n`);
}

/** tslab's module if this process is a kernel: looked up among the loaded ones, since loading it would load a compiler. */
function kernelModule(): TslabJupyter | undefined {
  const file = Object.keys(require.cache).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name));
  return file === undefined ? undefined : require.cache[file]?.exports;
}
