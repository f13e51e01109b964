/** Average width of a letter of the figure font as a share of its size: enough to reserve a margin. */
const LETTER = 0.47;

/** Estimated width of text in pixels. */
export function textWidth(text: string, size: number): number {
  return Math.ceil(text.length * size * LETTER);
}

/** Text broken at spaces into lines of at most `letters` letters (longer words stay whole). */
export function wrapText(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Moves positions apart so that neighbours keep their distance: `sizes[i]` is the room that item i needs.
 * Order is kept; overlapping runs are centred on the mean of what they wanted (pool adjacent violators). Same order as given.
 */
export function spreadApart(wanted: readonly number[], sizes: readonly number[]): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const runs: { items: number[]; centre: number; size: number }[] = [];
  for (const i of order) {
    runs.push({ items: [i], centre: wanted[i], size: sizes[i] });
    while (runs.length > 1 && overlap(runs[runs.length - 2], runs[runs.length - 1])) {
      const [upper, lower] = runs.splice(-2);
      const items = [...upper.items, ...lower.items];
      const size = upper.size + lower.size;
      const centre = items.reduce((sum, item) => sum + wanted[item], 0) / items.length;
      runs.push({ items, centre, size });
    }
  }
  return place(runs, sizes);
}

function overlap(a: { centre: number; size: number }, b: { centre: number; size: number }): boolean {
  return b.centre - a.centre < (a.size + b.size) / 2;
}

function place(runs: readonly { items: number[]; centre: number; size: number }[], sizes: readonly number[]): number[] {
  const placed = new Array<number>(sizes.length);
  for (const run of runs) {
    let edge = run.centre - run.size / 2;
    for (const item of run.items) {
      placed[item] = edge + sizes[item] / 2;
      edge += sizes[item];
    }
  }
  return placed;
}
