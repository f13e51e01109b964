import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { StudyError } from "../util/errors";
import { checkStudy } from "./checkStudy";
import { keysAt } from "./keysAt";
import { studySchema } from "./schema";
import { place, settingsIssue } from "./settingsIssues";
import { isRespondentStudy, type PracticeStudy, type Study, type StudyOverrides } from "./study";

/**
 * Reads and validates the manifest of a study of respondents. Every unknown key and wrong value is listed with line and column.
 * @throws StudyError `settings`
 */
export function readStudy(path: string, overrides: StudyOverrides = {}): Study {
  return ofRespondents(readAnyStudy(path, overrides));
}

/** As `readStudy`, of either kind of study: respondents or published practice-level counts. */
export function readAnyStudy(path: string, overrides: StudyOverrides = {}): Study | PracticeStudy {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new StudyError(
      "settings",
      "manifest-exists",
      `${path}: cannot be read. Name an existing study manifest (--study FILE).`,
    );
  }
  return parseAnyStudy(text, path, overrides);
}

/** As `readStudy`, from text; `file` is named in messages and anchors a relative `source.root`. */
export function parseStudy(text: string, file: string, overrides: StudyOverrides = {}): Study {
  return ofRespondents(parseAnyStudy(text, file, overrides));
}

/** As `readAnyStudy`, from text. */
export function parseAnyStudy(text: string, file: string, overrides: StudyOverrides = {}): Study | PracticeStudy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const fail = (problems: readonly string[]): never => {
    throw new StudyError(
      "settings",
      "settings-valid",
      problems.map((problem) => `${name(file)}:${problem}`).join("\n"),
    );
  };
  if (document.errors.length > 0) {
    fail(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return `${line}:${col}: not valid YAML: ${error.message}`;
      }),
    );
  }
  const parsed = studySchema.safeParse(document.toJS() ?? {});
  if (!parsed.success)
    return fail(parsed.error.issues.flatMap((issue) => settingsIssue(issue, keysAt, document, lines)));
  const study = withOverrides({ ...parsed.data, file } as Study | PracticeStudy, overrides);
  const problems = checkStudy(study);
  if (problems.length > 0) {
    fail(problems.map(({ path, message }) => `${place(document, lines, path)}${path.join(".")}: ${message}`));
  }
  return study;
}

function ofRespondents(study: Study | PracticeStudy): Study {
  if (isRespondentStudy(study)) return study;
  throw new StudyError(
    "settings",
    "respondents-needed",
    `${name(study.file)}: source.kind is practice-files, which \`link-workers practice\` and \`exposure\` read. Name a study of respondents (synthetic or files).`,
  );
}

function withOverrides(study: Study | PracticeStudy, { scale, seed, dataRoot }: StudyOverrides): Study | PracticeStudy {
  if (study.source.kind === "practice-files" && (scale !== undefined || seed !== undefined)) {
    throw new StudyError(
      "usage",
      "nothing-simulated",
      `${name(study.file)}: source.kind is practice-files, where nothing is simulated. Leave out --scale and --seed.`,
    );
  }
  const checked = studySchema.shape.source.safeParse({
    ...study.source,
    ...(scale === undefined ? {} : { scale }),
    ...(seed === undefined ? {} : { seed }),
  });
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new StudyError("settings", "settings-valid", `--${issue.path.join(".")}: ${issue.message}.`);
  }
  if (checked.data.kind === "synthetic") return { ...study, source: checked.data };
  const given = dataRoot ?? process.env.LINK_WORKERS_DATA;
  const root = given ? resolve(given) : checked.data.root && resolve(dirname(study.file), checked.data.root);
  return { ...study, source: { ...checked.data, ...(root ? { root } : {}) } } as Study | PracticeStudy;
}

const name = (file: string) => {
  const short = relative(process.cwd(), file);
  return short.startsWith("..") ? file : short;
};
