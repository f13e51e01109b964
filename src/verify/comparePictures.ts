import { PNG } from "pngjs";

/** How two pictures differ. */
export type PictureDifference =
  | { readonly kind: "size"; readonly text: string }
  | { readonly kind: "pixels"; readonly share: number; readonly text: string };

/**
 * Largest share of pixels that two browsers may draw differently. Between Chromium 147 and 156 the text of the figures differs in up to
 * 0.00% of pixels that are not edges; one moved marker is more.
 */
export const PIXEL_TOLERANCE = 0.0001;

/**
 * Compares two PNG pictures (base64) by what is seen: pixels that differ beyond a just visible step of colour, edges smoothed in another
 * way not counted. Undefined when they show the same.
 */
export async function picturesDiffer(a: string, b: string): Promise<PictureDifference | undefined> {
  if (a === b) return undefined;
  const [before, now] = [a, b].map((base64) => PNG.sync.read(Buffer.from(base64, "base64")));
  const { width, height } = before;
  if (now.width !== width || now.height !== height)
    return { kind: "size", text: `${width} by ${height} pixels, now ${now.width} by ${now.height}` };
  const { default: pixelmatch } = await import("pixelmatch");
  const count = pixelmatch(before.data, now.data, undefined, width, height, { threshold: 0.1 });
  const share = count / (width * height);
  if (share <= PIXEL_TOLERANCE) return undefined;
  return { kind: "pixels", share, text: `${count} of ${width * height} pixels are of another colour` };
}
