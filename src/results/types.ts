/** One number of the study, with all that is needed to quote it. Tables, figures and sentences read these and nothing else. */
export interface ResultRecord {
  /** `table3/M1.good_gp/or` */
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  /** Decimals it is printed with. */
  readonly decimals: number;
  readonly n?: number;
  readonly events?: number;
  readonly clusters?: number;
  readonly sample?: string;
  readonly model?: string;
}
