import { hidePaths } from "./hidePaths";
import { cellPlace } from "./sourceLines";

/**
 * Makes every stack in this process fit to be shown: frames in cells get the lines of the cell's own text
 * (`In[3]:2:5`), frames of the kernel and of Node vanish, and so do this machine's folders.
 */
export function installStackTraces(): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => `    at ${site}`).filter((frame) => !isKernelFrame(frame));
    return [header(error), ...frames.map(mapFrame).filter((frame) => frame !== undefined)].join("\n");
  };
}

function header(error: Error): string {
  try {
    return hidePaths(String(error));
  } catch {
    return "Error";
  }
}

function isKernelFrame(frame: string): boolean {
  return /\(node:|at (?:async )?node:|[\\/]tslab[\\/]dist[\\/]|[\\/]build[\\/]src[\\/]kernel[\\/]/.test(frame);
}

/** Undefined for the call around a cell, which is not the cell's own. */
function mapFrame(frame: string): string | undefined {
  const found = /(In\[\d+\]):(\d+):(\d+)/.exec(frame);
  if (!found) return hidePaths(frame);
  const place = cellPlace(found[1], Number(found[2]), Number(found[3]));
  return place && frame.replace(found[0], `${found[1]}:${place.line}:${place.column}`);
}
