import { PNG } from "pngjs";

/** Side, in pixels, of the blocks whose mean colours are compared: five CSS pixels in the pictures of notebooks. */
const BLOCK = 8;
/**
 * Largest difference of a mean, of 255. Chromium 147 and 156 draw the text of the figures differently by up to 20 of 255; a marker that
 * is moved by a CSS pixel changes a block by 50.
 */
const TOLERANCE = 30;

/**
 * Compares two PNG pictures (base64) by what is seen: the mean colour of small blocks, in which the ways of browsers to smooth text even
 * out. What differs, in words; undefined when they show the same.
 */
export function picturesDiffer(held: string, now: string): string | undefined {
  if (held === now) return undefined;
  const [a, b] = [held, now].map((base64) => PNG.sync.read(Buffer.from(base64, "base64")));
  if (a.width !== b.width || a.height !== b.height)
    return `${a.width} by ${a.height} pixels, now ${b.width} by ${b.height}`;
  const [before, after] = [blockMeans(a), blockMeans(b)];
  const columns = Math.ceil(a.width / BLOCK);
  const different = before.flatMap((mean, i) =>
    mean.some((value, channel) => Math.abs(value - after[i][channel]) > TOLERANCE) ? [i] : [],
  );
  if (different.length === 0) return undefined;
  const [x, y] = [different[0] % columns, Math.floor(different[0] / columns)].map((place) => place * BLOCK);
  return `${different.length} of ${before.length} blocks have another colour, the first at ${x}, ${y} of ${a.width} by ${a.height} pixels`;
}

/** Mean red, green and blue of each block, row by row; blocks cut by the edge count as full of black. */
function blockMeans({ width, height, data }: PNG): number[][] {
  const columns = Math.ceil(width / BLOCK);
  const means = Array.from({ length: columns * Math.ceil(height / BLOCK) }, () => [0, 0, 0]);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const mean = means[Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK)];
      for (let channel = 0; channel < 3; channel++)
        mean[channel] += data[4 * (y * width + x) + channel] / (BLOCK * BLOCK);
    }
  return means;
}
