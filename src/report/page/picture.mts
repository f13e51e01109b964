/** The drawing in the page as a file of its own: printed colours, fonts inside. */
export function svgText(drawing: SVGElement, width: number, height: number): string {
  const copy = drawing.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = fontFaces();
  copy.prepend(style);
  const text = new XMLSerializer().serializeToString(copy).replace(/var\(--fig-[\w-]+, ?([^)]*)\)/g, "$1");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

/** The same as PNG, three pixels to one. */
export async function pngBlob(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 3 * width;
  canvas.height = 3 * height;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture could not be made")) : resolve(blob)));
  });
}

/** The page's own fonts for figures. */
function fontFaces(): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules
    .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes("Sans"))
    .map((rule) => rule.cssText)
    .join("\n");
}
