import { termEstimate } from "../../model/records";
import type { LogitFit, TermEstimate } from "../../model/types";

/**
 * The slope of a numeric term at each level of the factor it interacts with: b_x + b_xl, with the standard error of the sum (its odds
 * ratio is the level's). Names are `x | factor=level`.
 * @param base the level whose slope is the main effect
 */
export function slopesByLevel(fit: LogitFit, numeric: string, factor: string, base: string): readonly TermEstimate[] {
  const main = position(fit, numeric);
  const prefix = `${numeric}:${factor}=`;
  const levels = fit.terms.flatMap(({ name }, at) =>
    name.startsWith(prefix) ? [{ level: name.slice(prefix.length), at }] : [],
  );
  const slope = (level: string, at: readonly number[]) => {
    const estimate = at.reduce((sum, i) => sum + fit.terms[i].estimate, 0);
    const variance = at.reduce((sum, i) => sum + at.reduce((inner, j) => inner + covariance(fit, i, j), 0), 0);
    return termEstimate(`${numeric} | ${factor}=${level}`, estimate, Math.sqrt(variance), fit.vce.df);
  };
  return [slope(base, [main]), ...levels.map(({ level, at }) => slope(level, [main, at]))];
}

const covariance = ({ vcov, terms }: LogitFit, i: number, j: number): number => vcov[i * terms.length + j];

function position(fit: LogitFit, name: string): number {
  const at = fit.terms.findIndex((term) => term.name === name);
  if (at < 0) throw new RangeError(`the fit has no ${name}`);
  return at;
}
