import { pathToFileURL } from "node:url";
import { withBrowser } from "../browser";

/** A screenshot of a report from the element with the given id downwards, as PNG: what the README shows. */
export async function reportPicture(html: string, anchor: string): Promise<Uint8Array> {
  const address = pathToFileURL(html).href;
  return withBrowser(async ({ newPage }) => {
    const page = await newPage({ file: address });
    await page.setViewport({ width: 1200, height: 860 });
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(`document.getElementById(${JSON.stringify(anchor)})?.scrollIntoView()`);
    return page.screenshot({ type: "png", captureBeyondViewport: false });
  });
}
