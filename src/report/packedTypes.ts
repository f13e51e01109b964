/** What the page's script saves and copies of an exhibit, ready made. */
export type PackedExhibit = PackedTable | PackedFigure;

export interface PackedTable {
  readonly csv: string;
  readonly tex: string;
  readonly md: string;
}

export interface PackedFigure {
  readonly csv: string;
  readonly plot: { readonly data: readonly object[]; readonly layout: object };
  readonly width: number;
  readonly height: number;
}

/** A section or exhibit that the search finds; `id` is its anchor. */
export interface SearchDocument {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
}

/** The search index as it is unpacked in the page: made and loaded with the same options. */
export interface PackedIndex {
  readonly options: {
    readonly fields: string[];
    readonly storeFields: string[];
    readonly searchOptions: {
      readonly prefix: boolean;
      readonly fuzzy: number;
      readonly boost: { readonly title: number };
    };
  };
  readonly index: object;
}
