/** What a downloaded file must turn out to be. `columns` are header names in lower case, every run of other characters as `_`. */
export type Content = { readonly kind: "csv"; readonly columns: readonly string[] } | { readonly kind: "zip" };

/** An official public file and where its publisher keeps it. */
export interface PublicFile {
  /** The name on the command line. */
  readonly name: string;
  readonly publisher: string;
  readonly title: string;
  /** The page that leads to the file: where to look when the address has moved. */
  readonly page: string;
  /** The file itself; absent where only its page is known, so that it is fetched by hand. */
  readonly address?: string;
  /**
   * How the address was come by: `direct` = written down whole by somebody who downloads from it; `templated` = made from the pattern of
   * another year's or edition's file; `page` = only the page is known.
   */
  readonly kind: "direct" | "templated" | "page";
  /** Day on which this entry was last reviewed against its sources. */
  readonly reviewed: string;
  /** True once somebody of the project has fetched the file from the address and reviewed it. */
  readonly verified: boolean;
  /** What the address rests on while it is not verified. */
  readonly basis: string;
  readonly licence: string;
  readonly citation: string;
  /** Path below the cache folder. */
  readonly path: string;
  readonly content: Content;
  /** Size and digest of the reviewed file. */
  readonly bytes?: number;
  readonly sha256?: string;
}

/** What was received, kept beside the file. Holds no time, so that the same file always leaves the same receipt. */
export interface Receipt {
  readonly name: string;
  readonly address: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly licence: string;
  readonly citation: string;
}

/** A file as it lies in the cache. */
export interface Fetched extends Receipt {
  readonly path: string;
  /** `kept` = it was there already, whole and unchanged. */
  readonly how: "fetched" | "resumed" | "kept";
}
