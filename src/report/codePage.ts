import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../util/escapeHtml";
import { packageRoot } from "../util/packageRoot";
import { slug } from "../util/uniqueId";
import { highlighted } from "./highlighted";
import { pageHead } from "./pageHead";

/** File of the code behind the exhibits, beside `index.html`. */
export const CODE_PAGE = "code.html";

/** Where a source file stands on the page of code. */
export const codeHref = (file: string): string => `${CODE_PAGE}#${slug(file)}`;

/** The source files behind the exhibits on one self-contained page. `files`: from the repository's root. */
export function codePage(title: string, files: readonly string[]): string {
  const sorted = [...new Set(files)].sort();
  const contents = sorted.map((file) => `<li><a href="#${slug(file)}">${escapeHtml(file)}</a></li>`);
  return `${pageHead(`Code: ${title}`, "")}
<body>
<div class="page">
<header class="masthead">
<h1>Code behind the exhibits</h1>
<p class="subtitle">The functions that the notebooks' cells call, as they were when the <a href="index.html">report</a> was made.</p>
</header>
<nav class="contents" aria-label="Contents">
<p class="contents-title">Files</p>
<ul>${contents.join("\n")}</ul>
</nav>
<main id="text">
${sorted.map(section).join("\n")}
</main>
</div>
</body>
</html>
`;
}

function section(file: string): string {
  const code = highlighted(readFileSync(join(packageRoot(), file), "utf8"));
  return `<section>
<h2 id="${slug(file)}">${escapeHtml(file)}</h2>
<pre tabindex="0"><code>${code}</code></pre>
</section>`;
}
