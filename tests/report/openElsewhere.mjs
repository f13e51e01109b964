// Opens what the report wrote in other programs: `node tests/report/openElsewhere.mjs [folder]`. Not part of npm test: it needs LaTeX
// (Debian: texlive-latex-recommended) and LibreOffice (libreoffice-writer-nogui); what is not installed is named and left out.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const out = resolve(process.argv[2] ?? "report/out");
const folder = mkdtempSync(join(tmpdir(), "open-elsewhere-"));
const installed = (program) => spawnSync(program, ["--version"]).error === undefined;
const run = (program, args) => spawnSync(program, args, { cwd: folder, encoding: "utf8", timeout: 600_000 });

/** All tables in one document. */
function latex() {
  const tables = readdirSync(join(out, "tables")).filter((name) => name.endsWith(".tex"));
  for (const name of tables) copyFileSync(join(out, "tables", name), join(folder, name));
  const document = [
    "\\documentclass[a4paper,11pt]{article}",
    "\\usepackage[T1]{fontenc}",
    "\\usepackage[margin=22mm]{geometry}",
    "\\usepackage{booktabs,array,longtable,caption,pdflscape}",
    "\\begin{document}",
    ...tables.map((name) => `\\typeout{table ${name}}\\input{${name}}\\clearpage`),
    "\\end{document}",
  ];
  writeFileSync(join(folder, "tables.tex"), document.join("\n"));
  const { status, stdout } = run("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "tables.tex"]);
  if (status !== 0) return `pdflatex failed:\n${stdout.split("\n").slice(-30).join("\n")}`;
  const wide = stdout.split(/^table /m).flatMap((part) => {
    const worst = Math.max(0, ...[...part.matchAll(/Overfull \\hbox \(([\d.]+)pt/g)].map((match) => Number(match[1])));
    return worst > 20 ? [`${part.split("\n")[0]}: ${worst} pt too wide`] : [];
  });
  console.log(`LaTeX: ${tables.length} tables compile`);
  return wide.join("\n");
}

function word() {
  copyFileSync(join(out, "appendix.docx"), join(folder, "appendix.docx"));
  run("soffice", [
    "--headless",
    `-env:UserInstallation=file://${folder}/office`,
    "--convert-to",
    "pdf",
    "appendix.docx",
  ]);
  if (!existsSync(join(folder, "appendix.pdf"))) return "LibreOffice did not open appendix.docx";
  const pages = readFileSync(join(folder, "appendix.pdf"), "latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  console.log(`LibreOffice: appendix.docx opens, ${pages} pages`);
  return pages > 0 ? "" : "LibreOffice made no page of appendix.docx";
}

const problems = [];
for (const [program, check] of [
  ["pdflatex", latex],
  ["soffice", word],
]) {
  if (installed(program)) problems.push(check());
  else console.log(`${program} is not installed: left out`);
}
rmSync(folder, { recursive: true, force: true });
const text = problems.filter((problem) => problem !== "").join("\n");
if (text !== "") console.error(text);
process.exitCode = text === "" ? 0 : 1;
