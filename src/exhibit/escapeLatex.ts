/** Characters that LaTeX takes for commands, and printed signs that its text fonts lack. */
const COMMANDS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_\\allowbreak{}",
  "%": "\\%",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  "\u00a0": "~",
  "\u2009": "\\,",
  "\u2013": "--",
  "\u2014": "---",
  "\u2018": "`",
  "\u2019": "'",
  "\u201c": "``",
  "\u201d": "''",
  "\u2026": "\\ldots{}",
  "\u2212": "$-$",
  "\u00d7": "$\\times$",
  "\u00b7": "\\textperiodcentered{}",
  "\u2264": "$\\leq$",
  "\u2265": "$\\geq$",
  "\u2248": "$\\approx$",
  "\u00b1": "$\\pm$",
  "\u00b2": "\\textsuperscript{2}",
  "\u00b3": "\\textsuperscript{3}",
  "\u2192": "$\\rightarrow$",
  "\u221a": "$\\surd$",
  "\u200b": "{}",
};

const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega".split(
    " ",
  );

/** Text made safe in LaTeX with T1 fonts: commands escaped, typographic signs and small Greek letters as commands, lines joined. */
export function escapeLatex(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replace(/-(?=-)/g, "-\u200b")
    .replace(
      /[\\{}$&#_%~^<>|"\u00a0\u2009\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2212\u00d7\u00b7\u2264\u2265\u2248\u00b1\u00b2\u00b3\u2192\u221a\u200b]/g,
      (sign) => COMMANDS[sign],
    )
    .replace(/[\u03b1-\u03c9]/g, (letter) => `$\\${GREEK[letter.charCodeAt(0) - 0x3b1]}$`);
}
