/**
 * The group that Cognito's SRP works in: 3072 bits, generator 2. https://www.rfc-editor.org/rfc/rfc5054#appendix-A
 * Its prime is defined by a formula, and the formula is a third of the size of the digits:
 * 2^3072 - 2^3008 - 1 + 2^64 * ([2^2942 pi] + 1690314). https://www.rfc-editor.org/rfc/rfc3526#section-5
 */

/** Extra bits of precision, so that the rounding of the divisions does not reach the result. */
const GUARD = 64n;

/** atan(1 / n), times 2^(2942 + GUARD), by its power series. */
function arctan(n: bigint): bigint {
  let power = (1n << (2942n + GUARD)) / n;
  let sum = 0n;
  for (let i = 1n; power; i += 2n) {
    sum += power / (i & 2n ? -i : i);
    power /= n * n;
  }
  return sum;
}

/** Machin's formula: pi / 4 = 4 atan(1/5) - atan(1/239). */
function prime(): bigint {
  const pi = (16n * arctan(5n) - 4n * arctan(239n)) >> GUARD;
  return (1n << 3072n) - (1n << 3008n) - 1n + ((pi + 1690314n) << 64n);
}

export const N = /* @__PURE__ */ prime();

export const g = 2n;
