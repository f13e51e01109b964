/** The paper's supplement: further models of the cells of Table 3, and the exhibits that show them. */
export { covariateEffects } from "./covariateEffects";
export { covariateTable } from "./covariateTable";
export { decileFigure } from "./decileFigure";
export { decileInteractions, decileSubgroups } from "./decileModels";
export { decileRecoveryRecords, decileRecoveryTable } from "./decileRecovery";
export { decileTable, subgroupTable } from "./decileTable";
export { descriptiveRecords, descriptiveTable } from "./descriptiveTable";
export { doseFigure } from "./doseFigure";
export { hypothesesTable } from "./hypothesesTable";
export { methodsBox } from "./methodsBox";
export { modelFamilies } from "./modelFamilies";
export { nonLinearCells, nonLinearFrame } from "./nonLinearModels";
export { nonLinearTable } from "./nonLinearTable";
export { absentNote, linkWorkersAmongRoles, otherRolesTable } from "./otherRolesTable";
export { agreementReading, decileReading, nonLinearReading, schemeReading } from "./readings";
export {
  agreementRecords,
  covariateRecords,
  interactionRecords,
  nonLinearRecords,
  roleRecords,
  subgroupRecords,
  termsOfCells,
} from "./records";
export { responseTable } from "./responseRates";
export { rolesInData, withOtherRoles, withTotalAndShare } from "./roleModels";
export { rolesTable, roleYears } from "./rolesTable";
export { rolloutFigure } from "./rolloutFigure";
export { schemeRecovery, schemeRecoveryRecords, schemeRecoveryTable } from "./schemeRecovery";
export { SIGNIFICANT } from "./significant";
export { totalShareTable } from "./totalShareTable";
export { unadjusted } from "./unadjustedModels";
export { unadjustedTable } from "./unadjustedTable";
