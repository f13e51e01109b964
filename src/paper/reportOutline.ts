import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exhibit } from "../exhibit/types";
import type { ReportBlock, ReportNotebook, ReportPart } from "../report";
import { notebookExhibits } from "../report";
import type { Study } from "../study";
import { packageRoot } from "../util/packageRoot";
import { recordTable, strobeTable } from "./checklists";
import { citationFile } from "./citationFile";
import { conventionsTable } from "./conventionsTable";
import { dictionaryTable } from "./dictionaryTable";
import { environmentTable } from "./environmentTable";
import { sensitivityTable } from "./sensitivityTable";

/** Notebooks of each part, by the beginning of their names; what no part names stands among the supplementary analyses. */
const PLACES = {
  reproduction: ["09"],
  data: ["01"],
  variables: ["02", "03"],
  main: ["04", "05"],
} as const;

/** The report after its opening, in the order of a paper's appendix; also the order of Word and paper. */
export function reportOutline(study: Study, notebooks: readonly ReportNotebook[]): readonly ReportPart[] {
  const anchors = new Set([
    ...notebookExhibits(notebooks).map(({ id }) => id),
    ...["summary", "table-environment", "table-conventions", "table-dictionary"],
  ]);
  const named = Object.values(PLACES).flat();
  const of = (starts: readonly string[]) => blocks(notebooks, ({ name }) => starts.some((one) => name.startsWith(one)));
  const rest = blocks(notebooks, ({ name }) => !named.some((one) => name.startsWith(one)));
  const parts: readonly ReportPart[] = [
    { title: "What was reproduced, and how closely", blocks: of(PLACES.reproduction) },
    { title: "Data, linkage and sample flow", blocks: [text(DATA), ...of(PLACES.data)] },
    {
      title: "Variable dictionary",
      blocks: [exhibit(dictionaryTable(study), "dictionaryTable"), ...of(PLACES.variables)],
    },
    {
      title: "Models and standard errors",
      blocks: [text(MODELS), exhibit(conventionsTable(study.models.vce), "conventionsTable")],
    },
    { title: "Main tables", blocks: of(PLACES.main) },
    { title: "Supplementary analyses", blocks: rest },
    { title: "Sensitivity", blocks: [text(SENSITIVITY), exhibit(sensitivityTable(anchors), "sensitivityTable")] },
    {
      title: "Reporting checklists",
      blocks: [
        text(CHECKLISTS),
        exhibit(strobeTable(anchors), "checklists"),
        exhibit(recordTable(anchors), "checklists"),
      ],
    },
    {
      title: "Computational environment, licence, how to cite",
      blocks: [text(environmentText()), exhibit(environmentTable(), "environmentTable")],
    },
    { title: "References", blocks: [{ kind: "references" }] },
  ];
  return parts.filter((part) => part.blocks.length > 0);
}

/** BibTeX of the sources that the report cites. */
export const bibliography = (): string => readFileSync(join(packageRoot(), "report", "references.bib"), "utf8");

const text = (words: string): ReportBlock => ({ kind: "markdown", text: words });
/** @param module of this folder that makes it */
const exhibit = (one: Exhibit, module: string): ReportBlock => ({
  kind: "exhibit",
  exhibit: one,
  source: `src/paper/${module}.ts`,
});

const blocks = (notebooks: readonly ReportNotebook[], takes: (one: ReportNotebook) => boolean): ReportBlock[] =>
  notebooks.filter(takes).map((notebook) => ({ kind: "notebook", notebook }));

const DATA = `Answers are those of the GP Patient Survey [@gpps]. Staff of Primary Care Networks (PCNs) come from the workforce returns
[@workforce], income deprivation of the small area of residence from the Indices of Deprivation [@noble2006], and rurality from the
Rural Urban Classification [@ruc2011].`;

const MODELS = `Each model is a logistic regression of one outcome in one sample on the exposure and the covariates, fitted by maximum likelihood. Box 1
gives the details of the models as they were run.

Respondents of one network share its exposure, so errors are clustered by network, the level at which the exposure was assigned
[@abadie2023], with the sandwich estimator for clustered data [@liang1986]. Programs differ in the factor before it.[^joint]

[^joint]: Joint tests are Wald tests on the same covariance. Families of tests are adjusted by the methods of Holm and of Benjamini and Hochberg,
and over outcomes by that of Romano and Wolf [@romano2005].`;

const SENSITIVITY = `What the result rests on was varied one thing at a time. How strong an unmeasured cause would have to be is given as E-values
[@vanderweele2017] among the audits of the printed numbers, which follow the idea of checking a paper's statistics against each other
[@nuijten2016].`;

const CHECKLISTS = `Where this report answers the items of STROBE [@vonelm2007] and RECORD [@benchimol2015]. What only the authors can answer is left to
the paper.`;

function environmentText(): string {
  const { title, abstract, version, authors } = citationFile();
  return `Code and report are under the MIT licence; published figures are quoted from the paper [@wilding2025] under CC BY 4.0. The files beside this report,
each with its size and SHA-256 digest, are listed in \`ro-crate-metadata.json\` [@soilandreyes2022].

**How to cite.** ${authors.join(", ")}. ${title}, version ${version}. ${abstract.trim()} Please cite the paper as well [@wilding2025]. \`CITATION.cff\` and
\`.zenodo.json\` hold the same for machines.`;
}
