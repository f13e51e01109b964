import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readStudy, type Study, type StudyOverrides } from "../study";
import { packageRoot } from "../util/packageRoot";

const VARIABLES = {
  study: "LINK_WORKERS_STUDY",
  scale: "LINK_WORKERS_SCALE",
  seed: "LINK_WORKERS_SEED",
  dataRoot: "LINK_WORKERS_DATA",
};

/** Environment by which the command tells notebooks which study is meant; the inverse of {@link studyFromEnvironment}. */
export function studyEnvironment(study: string, overrides: StudyOverrides): Record<string, string | undefined> {
  return {
    [VARIABLES.study]: resolve(study),
    [VARIABLES.scale]: overrides.scale?.toString(),
    [VARIABLES.seed]: overrides.seed?.toString(),
    ...(overrides.dataRoot === undefined ? {} : { [VARIABLES.dataRoot]: resolve(overrides.dataRoot) }),
  };
}

/** The study that the environment names, else the nearest `study.yaml` at or above the working folder, else the package's own. */
export function studyFromEnvironment(): Study {
  const number = (name: string) => (process.env[name] ? Number(process.env[name]) : undefined);
  return readStudy(process.env[VARIABLES.study] ?? nearestManifest(process.cwd()), {
    scale: number(VARIABLES.scale),
    seed: number(VARIABLES.seed),
  });
}

function nearestManifest(folder: string): string {
  const file = join(folder, "study.yaml");
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? join(packageRoot(), "study.yaml") : nearestManifest(parent);
}
