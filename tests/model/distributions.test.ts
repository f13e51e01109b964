import { test } from "node:test";
import { chiSquaredUpperTail, normalCdf, normalQuantile, normalTwoSidedP } from "../../src/model";
import { assertClose, relativeDifference } from "./support/closeness";

// R: 2*pnorm(-z), pnorm(z), qnorm(p), pchisq(x, df, lower.tail = FALSE), printed with 17 digits.
const tails: readonly (readonly [number, number])[] = [
  [0.1, 0.920344325445942],
  [1.959963984540054, 0.050000000000000024],
  [5, 5.733031437583878e-7],
  [12, 3.552964224155358e-33],
  [37, 1.1451142445049154e-299],
];
test("normal tails are accurate to 14 digits, far out as well", () => {
  assertClose(
    relativeDifference(
      tails.map(([z]) => normalTwoSidedP(z)),
      tails.map(([, p]) => p),
    ),
    2e-14,
    "p",
  );
});

test("the normal quantile inverts the distribution function", () => {
  const ps = [1e-300, 1e-12, 0.025, 0.2, 0.5, 0.7, 0.975];
  assertClose(
    relativeDifference(
      ps.map((p) => normalCdf(normalQuantile(p))),
      ps,
    ),
    1e-12,
    "p",
  );
});

const chi: readonly (readonly [number, number, number])[] = [
  [3.84145882069412, 1, 0.05000000000000018],
  [0.5, 2, 0.7788007830714049],
  [16.9189776046204, 9, 0.05000000000000076],
  [250, 9, 9.976151469298824e-49],
  [40, 51, 0.8668774420240073],
];
test("chi-squared tails agree with R", () => {
  assertClose(
    relativeDifference(
      chi.map(([x, df]) => chiSquaredUpperTail(x, df)),
      chi.map(([, , p]) => p),
    ),
    1e-10,
    "p",
  );
});
