import JSZip from "jszip";

/** Stands for the moment of writing, so that the same document gives the same bytes. */
const FIXED = new Date(Date.UTC(2000, 0, 1));

/** The same Office file with fixed dates, in its entries and in its properties; entries in the order of the given file. */
export async function stableZip(file: Uint8Array): Promise<Buffer> {
  const source = await JSZip.loadAsync(file);
  const target = new JSZip();
  for (const entry of Object.values(source.files)) {
    if (entry.dir) continue;
    const content =
      entry.name === "docProps/core.xml"
        ? Buffer.from(withFixedDates(await entry.async("string")))
        : await entry.async("nodebuffer");
    target.file(entry.name, content, { date: FIXED, createFolders: false });
  }
  return target.generateAsync({
    type: "nodebuffer",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "DOS",
  });
}

function withFixedDates(core: string): string {
  return core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${FIXED.toISOString()}`);
}
