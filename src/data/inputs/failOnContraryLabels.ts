import { allOf, StudyError } from "../../util/errors";
import { openTabular, type TabularFormat, type TabularHeader } from "../formats";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import { plainLabel } from "./plainLabel";
import { plainName } from "./readHeader";

/**
 * Compares the value labels of an SPSS or Stata file with the declared ones; returns the format.
 * @throws StudyError `value-labels-agree` when the file gives a code the words of another code
 */
export async function failOnContraryLabels(
  { name, path }: { readonly name: string; readonly path: string },
  declaration: InputDeclaration,
): Promise<TabularFormat> {
  const { format, header } = await openTabular(path, { name });
  const errors = declaration.columns.flatMap((column) => contraryLabels(name, column, header));
  if (errors.length > 0) throw allOf(errors);
  return format;
}

function contraryLabels(
  file: string,
  { headers, labels }: ColumnDeclaration,
  { variables }: TabularHeader,
): readonly StudyError[] {
  const wanted = headers.map(plainName);
  const variable = variables.find(({ name }) => wanted.includes(plainName(name)));
  if (labels === undefined || variable === undefined) return [];
  return variable.valueLabels.flatMap(({ value, label }) => {
    const declared = labels[plainLabel(label)];
    if (declared === undefined || declared === String(value)) return [];
    const message = `${file}: ${variable.name}: the file calls code ${value} "${label}", which is code ${declared} of the codebook. Correct the file, or the codes of the study.`;
    return [new StudyError("input", "value-labels-agree", message)];
  });
}
