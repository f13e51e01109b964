// Opens what the report wrote in other programs: `node tests/report/openElsewhere.mjs [folder]`. Not part of npm test: it needs LaTeX
// (Debian: texlive-latex-recommended), LibreOffice (libreoffice-writer-nogui), poppler-utils and qpdf; what is not installed is named
// and left out.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const out = resolve(process.argv[2] ?? "report/out");
const folder = mkdtempSync(join(tmpdir(), "open-elsewhere-"));
const installed = (program) => spawnSync(program, ["--version"]).error === undefined;
const run = (program, args) =>
  spawnSync(program, args, { cwd: folder, encoding: "utf8", timeout: 600_000, maxBuffer: 1 << 28 });

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
  if (status !== 0) return [`pdflatex failed:\n${stdout.split("\n").slice(-30).join("\n")}`];
  console.log(`LaTeX: ${tables.length} tables compile`);
  return stdout.split(/^table /m).flatMap((part) => {
    const worst = Math.max(0, ...[...part.matchAll(/Overfull \\hbox \(([\d.]+)pt/g)].map((match) => Number(match[1])));
    return worst > 20 ? [`${part.split("\n")[0]}: ${worst} pt too wide`] : [];
  });
}

function word() {
  copyFileSync(join(out, "appendix.docx"), join(folder, "appendix.docx"));
  const home = `-env:UserInstallation=file://${folder}/office`;
  const { stdout, stderr } = run("soffice", ["--headless", home, "--convert-to", "pdf", "appendix.docx"]);
  if (!existsSync(join(folder, "appendix.pdf"))) return ["LibreOffice did not open appendix.docx"];
  const pages = readFileSync(join(folder, "appendix.pdf"), "latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  console.log(`LibreOffice: appendix.docx opens, ${pages} pages`);
  const said = `${stdout}${stderr}`.match(/repair|corrupt|damaged/gi) ?? [];
  return [...(pages > 0 ? [] : ["LibreOffice made no page of appendix.docx"]), ...said];
}

/** Structure, tags, fonts, bookmarks, page sizes and figures of the PDF, by programs that did not write it. */
function pdf() {
  const file = join(out, "report.pdf");
  const problems = [];
  const must = (holds, problem) => holds || problems.push(problem);
  const info = run("pdfinfo", ["-l", "9999", file]).stdout;
  must(/^Tagged: +yes/m.test(info), "the PDF is not tagged");
  must(/^Title: +\S/m.test(info), "the PDF has no title");
  const pages = Number(/^Pages: +(\d+)/m.exec(info)?.[1]);
  const sizes = [...info.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)].map(
    ([, width, height]) => width > height,
  );
  const landscape = sizes.filter(Boolean).length;
  const fonts = run("pdffonts", [file]).stdout.trim().split("\n").slice(2);
  const loose = fonts.filter((line) => !/ yes (yes|no) +(yes|no) /.test(line));
  must(fonts.length > 0 && loose.length === 0, `fonts not embedded: ${loose.join("; ")}`);
  const pictures = run("pdfimages", ["-list", file]).stdout.trim().split("\n").slice(2).length;
  must(pictures === 0, `${pictures} pictures are not vectors`);
  const tree = run("pdfinfo", ["-struct", file]).stdout;
  const tags = (name) => tree.match(new RegExp(`^ *${name}\\b`, "gm"))?.length ?? 0;
  for (const name of ["H1", "H2", "Table", "TH", "TD", "Figure", "L"]) must(tags(name) > 0, `no tag ${name}`);
  const text = run("pdftotext", ["-layout", file, "-"]).stdout.split("\f").slice(0, pages);
  const bare = text.flatMap((page, i) => (page.includes(`${i + 1} of ${pages}`) ? [] : [i + 1]));
  must(bare.length === 0, `pages without their number: ${bare}`);
  const empty = text.flatMap((page, i) =>
    page.split("\n").filter((line) => line.trim() !== "").length < 4 ? [i + 1] : [],
  );
  must(empty.length === 0, `pages with hardly a line: ${empty}`);
  console.log(
    `PDF: ${pages} pages (${landscape} landscape), ${fonts.length} fonts embedded, ${tags("Table")} tables and ${tags("Figure")} figures tagged`,
  );
  if (installed("qpdf")) {
    const { status, stdout } = run("qpdf", ["--check", file]);
    must(status === 0, `qpdf --check: ${stdout}`);
    must(run("qpdf", ["--json", "--json-key=outlines", file]).stdout.includes('"title"'), "the PDF has no bookmarks");
  } else console.log("qpdf is not installed: left out");
  return problems;
}

const problems = [];
for (const [program, check] of [
  ["pdflatex", latex],
  ["soffice", word],
  ["pdfinfo", pdf],
]) {
  if (installed(program)) problems.push(...check());
  else console.log(`${program} is not installed: left out`);
}
rmSync(folder, { recursive: true, force: true });
if (problems.length > 0) console.error(problems.join("\n"));
process.exitCode = problems.length > 0 ? 1 : 0;
