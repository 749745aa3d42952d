import {
  bigAdd,
  bigDivide,
  bigFloat,
  type BigFloat,
  bigFromNumber,
  bigMultiply,
  bigScale,
  bigSubtract,
  bigToNumber,
  bigZero,
  orderOf,
  precisionBits,
  toFixed,
} from "./big-float.ts";

const bits = precisionBits + 64;
const unit = 1n << BigInt(bits);

/** arctan(1/n), or artanh(1/n), behind a fixed point. */
function inverseSeries(n: bigint, alternating: boolean): bigint {
  let term = unit / n;
  let sum = term;
  for (let index = 3n; term !== 0n; index += 2n) {
    term = alternating ? -term / (n * n) : term / (n * n);
    sum += term / index;
  }
  return sum;
}

const fixedPi = 4n * (4n * inverseSeries(5n, true) - inverseSeries(239n, true));
const fixedLn2 = 2n * inverseSeries(3n, false);

export const bigPi: BigFloat = bigFloat(fixedPi, -bits);
const ln2 = bigFloat(fixedLn2, -bits);
export const bigE: BigFloat = fixedExponential(unit);

function fixedExponential(x: bigint): BigFloat {
  // e^x = (e^(x/2^12))^(2^12)
  const reduced = x >> 12n;
  let term = unit;
  let sum = unit;
  for (let index = 1n; term !== 0n; index++) {
    term = (term * reduced) / (unit * index);
    sum += term;
    if (term === -1n) break;
  }
  for (let square = 0; square < 12; square++) sum = (sum * sum) >> BigInt(bits);
  return bigFloat(sum, -bits);
}

/** e^x; `undefined` where it is too large to write down. */
export function bigExponential(x: BigFloat): BigFloat | undefined {
  if (orderOf(x) > 28) return undefined;
  const twos = Math.round(bigToNumber(x) / Math.LN2);
  const rest = bigSubtract(x, bigMultiply(bigFloat(BigInt(twos), 0), ln2));
  return bigScale(fixedExponential(toFixed(rest, bits)), twos);
}

/** The natural logarithm of a number above zero. */
export function bigLogarithm(x: BigFloat): BigFloat | undefined {
  if (x.mantissa <= 0n) return undefined;
  const order = orderOf(x);
  const reduced = bigScale(x, -order);
  let guess = bigFromNumber(Math.log(bigToNumber(reduced)));
  for (let round = 0; round < 3; round++) {
    // Halley: y + 2 (x - e^y) / (x + e^y)
    const power = bigExponential(guess);
    if (power === undefined) return undefined;
    const step = bigDivide(bigSubtract(reduced, power), bigAdd(reduced, power));
    if (step === undefined) return undefined;
    guess = bigAdd(guess, bigScale(step, 1));
  }
  return bigAdd(guess, bigMultiply(bigFloat(BigInt(order), 0), ln2));
}

/** Sine and cosine; `undefined` where the argument is so large that its remainder is lost. */
export function bigSineCosine(
  x: BigFloat,
): { readonly sine: BigFloat; readonly cosine: BigFloat } | undefined {
  if (orderOf(x) > 40) return undefined;
  const half = bigScale(bigPi, -1);
  const ratio = bigDivide(x, half);
  if (ratio === undefined) return undefined;
  const quarter = Math.round(bigToNumber(ratio));
  const rest = toFixed(bigSubtract(x, bigMultiply(bigFloat(BigInt(quarter), 0), half)), bits);
  const square = (rest * rest) >> BigInt(bits);
  let sine = 0n;
  let cosine = 0n;
  let even = unit;
  let odd = rest;
  for (let index = 1n; even !== 0n || odd !== 0n; index += 2n) {
    cosine += even;
    sine += odd;
    even = -((even * square) >> BigInt(bits)) / (index * (index + 1n));
    odd = -((odd * square) >> BigInt(bits)) / ((index + 1n) * (index + 2n));
    if (index > 200n) break;
  }
  const turned = [
    { sine, cosine },
    { sine: cosine, cosine: -sine },
    { sine: -sine, cosine: -cosine },
    { sine: -cosine, cosine: sine },
  ][((quarter % 4) + 4) % 4];
  if (turned === undefined) return undefined;
  return { sine: clean(turned.sine), cosine: clean(turned.cosine) };
}

/** What is nothing but rounding is zero. */
function clean(value: bigint): BigFloat {
  const size = value < 0n ? -value : value;
  return size < 1n << 40n ? bigZero : bigFloat(value, -bits);
}

/** The angle in (-π, π] of the point (x, y). */
export function bigAngle(y: BigFloat, x: BigFloat): BigFloat | undefined {
  if (y.mantissa === 0n) return x.mantissa < 0n ? bigPi : bigZero;
  // Scaled to doubles first, so that nothing overflows.
  const order = Math.max(orderOf(x), orderOf(y));
  const sideX = bigScale(x, -order);
  const sideY = bigScale(y, -order);
  const guess = bigFromNumber(Math.atan2(bigToNumber(sideY), bigToNumber(sideX)));
  const turned = bigSineCosine(guess);
  if (turned === undefined) return undefined;
  const { sine, cosine } = turned;
  // The small angle that is left: tan t = (y cos - x sin) / (x cos + y sin)
  const t = bigDivide(
    bigSubtract(bigMultiply(sideY, cosine), bigMultiply(sideX, sine)),
    bigAdd(bigMultiply(sideX, cosine), bigMultiply(sideY, sine)),
  );
  if (t === undefined) return undefined;
  const square = bigMultiply(t, t);
  let term = t;
  let sum = t;
  for (let index = 3; index <= 11; index += 2) {
    term = bigMultiply(bigMultiply(term, square), { mantissa: -1n, exponent: 0 });
    sum = bigAdd(sum, bigDivide(term, { mantissa: BigInt(index), exponent: 0 }) ?? bigZero);
  }
  return bigAdd(guess, sum);
}
