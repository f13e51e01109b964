import assert from "node:assert/strict";

/** Largest difference relative to the larger of the two values, or to `floor` where both are smaller. */
export function relativeDifference(actual: readonly number[], expected: readonly number[], floor = 0): number {
  assert.equal(actual.length, expected.length);
  return Math.max(
    0,
    ...actual.map((value, i) => {
      const size = Math.max(Math.abs(value), Math.abs(expected[i]), floor);
      return value === expected[i] ? 0 : Math.abs(value - expected[i]) / size;
    }),
  );
}

/** Largest difference of covariances relative to the standard errors they belong to. */
export function covarianceDifference(actual: readonly number[], expected: readonly number[]): number {
  const k = Math.round(Math.sqrt(expected.length));
  assert.equal(actual.length, expected.length);
  let largest = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const scale = Math.sqrt(expected[i * k + i] * expected[j * k + j]);
      largest = Math.max(largest, Math.abs(actual[i * k + j] - expected[i * k + j]) / scale);
    }
  }
  return largest;
}

/** Fails with the measured difference when it is not below the tolerance. */
export function assertClose(difference: number, tolerance: number, what: string): void {
  assert.ok(difference <= tolerance, `${what}: relative difference ${difference} exceeds ${tolerance}`);
}
