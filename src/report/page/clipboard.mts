/** Puts texts of several kinds on the clipboard, `text/html` beside `text/plain`. Works from a file and asks for no permission. */
export function copyTexts(texts: Readonly<Record<string, string>>): boolean {
  const put = (event: ClipboardEvent): void => {
    for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}

/** Lets the reader save a file made in the page. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
