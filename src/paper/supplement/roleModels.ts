import { ARRS_ROLES, ARRS_SHARE, ARRS_TOTAL, type ArrsRole } from "../../data";
import type { Frame } from "../../data/frame";
import type { CellSpec } from "../../study";
import { EXPOSURE } from "../labels";
import { lookupOf } from "./lookupOf";
import { numeric, withExposure } from "./withExposure";

/** Roles of the scheme with staff in some PCN and year, and those without, which no model can take. */
export function rolesInData(frame: Frame): {
  readonly present: readonly ArrsRole[];
  readonly absent: readonly ArrsRole[];
} {
  const has = ({ column }: ArrsRole) =>
    lookupOf(frame, column).values.some((value) => value !== 0 && !Number.isNaN(value));
  return { present: ARRS_ROLES.filter(has), absent: ARRS_ROLES.filter((role) => !has(role)) };
}

/** Table S.8: the cell with every other role of the scheme beside the link workers. */
export function withOtherRoles(cell: CellSpec, roles: readonly ArrsRole[]): CellSpec {
  const names = [EXPOSURE, ...roles.map(({ column }) => column)];
  return withExposure(cell, names.map(numeric), names);
}

/** Table S.9: the scheme's total FTE and the share of it that are link workers, in place of the link workers. */
export function withTotalAndShare(cell: CellSpec): CellSpec {
  const names = [ARRS_TOTAL.column, ARRS_SHARE];
  return withExposure(cell, names.map(numeric), names);
}
