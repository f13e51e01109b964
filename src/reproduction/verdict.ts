import type { Printed } from "../published/published";

/** How closely a value of this run reproduces a printed one. */
export type Verdict =
  | { readonly kind: "exact" }
  | { readonly kind: "within rounding" }
  /** Simulated answers: the estimate is within its sampling error of the planted truth; the printed value is another draw. */
  | { readonly kind: "within sampling error" }
  | { readonly kind: "different"; readonly difference: number }
  | { readonly kind: "not reproducible"; readonly reason: string };

/** What a printed value is compared with. */
export interface Compared {
  readonly printed: Printed;
  /** Undefined when this run does not have it, with the reason. */
  readonly own?: number;
  readonly reason?: string;
  /** On simulated answers: (estimate - planted truth) / standard error of the estimate behind the value. */
  readonly z?: number;
}

/** Largest distance from the planted truth that counts as sampling error: 99.9% of estimates are nearer. */
const SAMPLING_ERROR = 3.2905;

/**
 * Judges one value. A printed number stands for its rounding interval, both ends closed; `exact` is for whole numbers and values
 * equal in all digits.
 */
export function verdict({ printed, own, reason, z }: Compared): Verdict {
  if (own === undefined) return { kind: "not reproducible", reason: reason ?? "this run does not estimate it" };
  const difference = own - printed.value;
  if (difference === 0) return { kind: "exact" };
  const half = 0.5 * 10 ** -printed.decimals;
  if (printed.decimals !== 0 && Math.abs(difference) <= half * (1 + 1e-9)) return { kind: "within rounding" };
  if (z !== undefined && Math.abs(z) <= SAMPLING_ERROR) return { kind: "within sampling error" };
  return { kind: "different", difference };
}
