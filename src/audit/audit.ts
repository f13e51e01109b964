import { auditCell } from "./auditCell";
import { auditClaims } from "./auditClaims";
import { auditComplements } from "./complements";
import { auditFamilies } from "./families";
import type { AuditReport, CellAudit, PrintedTable } from "./types";

/** Checks every row and claim of a printed table; findings are data, nothing is thrown for them. */
export function audit(table: PrintedTable): AuditReport {
  const cells = withRelativeDesignEffects(table.cells.map((cell) => auditCell(cell, table)));
  const claims = auditClaims(table, cells);
  const compared = cells.filter((cell) => cell.naive.agrees !== null);
  const complements = auditComplements(table);
  return {
    title: table.title,
    cells,
    claims,
    families: auditFamilies(table, cells),
    complements,
    summary: {
      cells: cells.length,
      inconsistent: cells.filter((cell) => cell.verdict === "inconsistent").length,
      claimsEvaluated: claims.filter((claim) => claim.verdict !== "not evaluated").length,
      claimsInconsistent: claims.filter((claim) => claim.verdict === "inconsistent").length,
      complementsInconsistent: complements.filter(({ verdict }) => verdict === "inconsistent").length,
      naiveDisagrees: compared.filter((cell) => !cell.naive.agrees).length,
      naiveCompared: compared.length,
    },
    remarks: table.remarks,
    table,
  };
}

function withRelativeDesignEffects(cells: readonly CellAudit[]): CellAudit[] {
  const sizes = cells.flatMap((cell) => cell.evidence.relativeDesignEffect ?? []);
  const smallest = Math.min(...sizes);
  return cells.map((cell) => {
    const size = cell.evidence.relativeDesignEffect;
    return size === null ? cell : { ...cell, evidence: { ...cell.evidence, relativeDesignEffect: size / smallest } };
  });
}
