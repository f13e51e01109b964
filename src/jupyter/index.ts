/** The project's kernel made known to an installed Jupyter or VS Code. */
export { type InstalledKernel, installKernel, uninstallKernel } from "./installKernel";
export { type KernelPlace, kernelsFolder } from "./kernelsFolder";
