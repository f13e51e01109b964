/** A column as the manifest `frame.json` describes it; numbers are little-endian in `<name>.codes` or `<name>.values`. */
export type StoredColumn =
  | { readonly name: string; readonly kind: "factor"; readonly bytes: number; readonly levels: readonly string[] }
  | {
      readonly name: string;
      readonly kind: "lookup";
      readonly values: number;
      /** Lookup column whose codes this one has too; they are stored once. */
      readonly codesOf?: string;
    }
  | { readonly name: string; readonly kind: "flag" }
  | { readonly name: string; readonly kind: "numeric" };

export interface StoredFrame {
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  readonly meta: unknown;
}
