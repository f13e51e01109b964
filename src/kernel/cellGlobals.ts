/**
 * Globals a cell may use while Node's own declarations are not loaded (see `compilerHost.ts`).
 * Anything else makes the converter load them all, so a name missing here costs time, not correctness.
 */
export const CELL_GLOBALS = `
interface Console {
  log(...values: any[]): void; info(...values: any[]): void; debug(...values: any[]): void;
  warn(...values: any[]): void; error(...values: any[]): void; trace(...values: any[]): void;
  table(rows: any, columns?: readonly string[]): void; dir(value: any, options?: any): void;
  group(...label: any[]): void; groupEnd(): void; assert(condition?: boolean, ...values: any[]): void;
  count(label?: string): void; time(label?: string): void; timeEnd(label?: string): void; timeLog(label?: string, ...values: any[]): void;
}
declare var console: Console;
declare function setTimeout<A extends any[]>(callback: (...values: A) => void, milliseconds?: number, ...values: A): any;
declare function clearTimeout(timer: any): void;
declare var performance: { now(): number };
declare function structuredClone<T>(value: T): T;
`;
