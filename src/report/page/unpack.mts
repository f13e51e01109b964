/** Text of one of the page's packed data blocks. */
export async function unpack(id: string): Promise<string> {
  const packed = document.getElementById(`packed-${id}`)?.textContent ?? "";
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

const loading = new Map<string, Promise<void>>();

/** Runs a packed library, once; it leaves its name in the global scope. A served page names the folder that has it instead. */
export function loadLibrary(id: string): Promise<void> {
  const started = loading.get(id) ?? load(id);
  loading.set(id, started);
  return started;
}

async function load(id: string): Promise<void> {
  const folder = document.documentElement.dataset.libraries;
  if (folder !== undefined) return run(`${folder}${id}.js`);
  const address = URL.createObjectURL(new Blob([await unpack(id)], { type: "text/javascript" }));
  await run(address);
  URL.revokeObjectURL(address);
}

function run(address: string): Promise<void> {
  const script = document.createElement("script");
  return new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`the library ${address} could not be run`));
    script.src = address;
    document.head.append(script);
  });
}
