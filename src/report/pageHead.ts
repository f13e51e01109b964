import { createHash } from "node:crypto";
import { escapeHtml } from "../util/escapeHtml";
import { styleSheet } from "./styleSheet";

/**
 * The opening of a self-contained page, up to its body. Nothing may be loaded but what is inside the file; of scripts only the one
 * given runs, and the libraries that it unpacks.
 */
export function pageHead(title: string, label: string, script?: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${styleSheet(title, label)}
</style>
</head>`;
}

function policy(script: string | undefined): string {
  const scripts = script === undefined ? [] : [`script-src 'sha256-${digest(script)}' blob:`];
  return [
    "default-src 'none'",
    ...scripts,
    "style-src 'unsafe-inline'",
    "font-src data:",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");
