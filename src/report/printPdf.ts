import type { Page } from "puppeteer";
import type { BrowserSession } from "../browser";

/** Stands for the moment of printing, so that the same report gives the same bytes. */
const FIXED_DATE = "20000101000000";

/** Prints a self-contained page: A4 by its own style sheet, tagged, with bookmarks from the headings. */
export async function printPdf(session: BrowserSession, html: string): Promise<Buffer> {
  const page = await session.newPage();
  await page.setContent(html.replace("<html ", "<html hidden "), { waitUntil: "load" });
  await numberNodes(page);
  await page.evaluate(() => {
    document.documentElement.hidden = false;
    return document.fonts.ready.then(() => {});
  });
  const bytes = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    waitForFonts: true,
  });
  await page.close();
  return withFixedDates(Buffer.from(bytes));
}

/**
 * Numbers all nodes of the page in document order, before anything is drawn. The tags of a PDF carry these numbers; left alone the
 * browser gives them as it happens to meet the nodes, and two prints differ.
 */
async function numberNodes(page: Page): Promise<void> {
  const client = await page.createCDPSession();
  await client.send("DOM.getDocument", { depth: -1 });
  await client.detach();
}

/** Same length, so that the file's table of offsets stays right. */
function withFixedDates(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  const dated = text.replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${FIXED_DATE}`);
  return Buffer.from(dated, "latin1");
}
