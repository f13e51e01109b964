/** How a command of the pages is run by the tests: a smaller equivalent, or the test that runs it, with the words of that file that do. */
export type Run =
  | { readonly kind: "run"; readonly argv: readonly string[]; readonly code?: number }
  | { readonly kind: "elsewhere"; readonly test: string; readonly words: string };

const run = (line: string, code = 0): Run => ({ kind: "run", argv: words(line), code });
const elsewhere = (test: string, words: string): Run => ({ kind: "elsewhere", test, words });

/** The words of a command line; quotes group. */
export function words(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
}

/**
 * What stands for a command, the first rule that fits. Nothing is left out: a command without a rule fails the test. Names of the
 * pages mean files that the test makes: DATA, table.csv, runs/first, runs/second.
 */
const RULES: readonly (readonly [RegExp, (line: string) => Run])[] = [
  [/^npm test|^npm run check/, () => elsewhere("tests/run.mjs", "run({ files")],
  [/^npm run report/, () => elsewhere("tests/cli/fullRun/fullRun.test.ts", 'command("report"')],
  [/^npm run review|^npx link-workers review\b/, () => elsewhere("tests/review/command.test.ts", '"review"')],
  [/^npx link-workers kernel\b/, () => elsewhere("tests/kernel/installKernel.test.ts", '"kernel"')],
  [/^npx link-workers verify\b/, () => elsewhere("tests/cli/fullRun/verifyChecks.ts", 'command("verify"')],
  // A page of the network's publishers is never asked for by a test: a server of this machine stands for them.
  [/^npx link-workers fetch(?! --list)/, () => elsewhere("tests/fetch/fetchFiles.test.ts", "fetchFiles(")],
  // The pages are compared with those of the repository, which the command would overwrite.
  [/^npx link-workers docs/, () => elsewhere("tests/docs/reference.test.ts", "referencePages(linkWorkers())")],
  [/^npx link-workers practice/, (line) => run(`practice --scale 0.02${/ --format \w+/.exec(line)?.[0] ?? ""}`)],
  [/^npx link-workers audit table\.csv --strict/, (line) => run(cut(line), 8)],
  [/^npx link-workers (check|exposure) --study/, (line) => run(`${words(line)[2]} --scale 0.002`)],
  [
    /^npx link-workers (logit DATA|audit|diff|settings|fetch --list)/,
    (line) => run(cut(line).replace("DATA", "survey.csv")),
  ],
];

const cut = (line: string): string => line.replace(/^npx link-workers /, "");

/** @throws Error for a command without a rule */
export function planOf(line: string): Run {
  const rule = RULES.find(([pattern]) => pattern.test(line));
  if (rule === undefined) throw new Error(`no rule in tests/docs/commandPlan.ts says how to run: ${line}`);
  return rule[1](line);
}
