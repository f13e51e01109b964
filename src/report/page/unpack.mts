/** Text of one of the page's packed data blocks. */
export async function unpack(id: string): Promise<string> {
  const packed = document.getElementById(`packed-${id}`)?.textContent ?? "";
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

const loading = new Map<string, Promise<void>>();

/** Runs a packed library, once; it leaves its name in the global scope. */
export function loadLibrary(id: string): Promise<void> {
  const started = loading.get(id) ?? run(id);
  loading.set(id, started);
  return started;
}

async function run(id: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([await unpack(id)], { type: "text/javascript" }));
  const script = document.createElement("script");
  await new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`the library ${id} could not be run`));
    script.src = address;
    document.head.append(script);
  });
  URL.revokeObjectURL(address);
}
