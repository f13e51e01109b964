/**
 * A finite number in fixed decimals, ASCII, rounding half away from zero on the shortest decimal representation
 * (the digits that `String(value)` prints), so that 1.005 gives 1.01 where `toFixed` gives 1.00. Never prints -0.
 */
export function roundDecimal(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`roundDecimal: ${value} is not finite`);
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const digits = BigInt(mantissa.replace(".", ""));
  const fraction = mantissa.includes(".") ? mantissa.length - 2 : 0;
  const units = scaled(digits, Number(exponent) - fraction + decimals);
  const text = units.toString().padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals);
  const sign = value < 0 && units !== 0n ? "-" : "";
  return decimals === 0 ? sign + text : `${sign}${whole}.${text.slice(-decimals)}`;
}

/** digits x 10^shift, half up. */
function scaled(digits: bigint, shift: number): bigint {
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const unit = 10n ** BigInt(-shift);
  return (digits * 2n + unit) / (unit * 2n);
}
