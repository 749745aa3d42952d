/** The element types that weights are stored in. */
export type StoredType = "F32" | "F16" | "BF16";

/** Bytes of one stored element. */
export const storedBytes: Readonly<Record<StoredType, number>> = { F32: 4, F16: 2, BF16: 2 };

/** Decodes little-endian stored elements to floats; every stored value has an exact float. */
export function decodeElements(bytes: Uint8Array, type: StoredType): Float32Array {
  const values = new Float32Array(bytes.byteLength / storedBytes[type]);
  const bits = new Uint32Array(values.buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case "F32":
      for (let index = 0; index < bits.length; index++) bits[index] = view.getUint32(4 * index, true);
      break;
    case "BF16":
      for (let index = 0; index < bits.length; index++) bits[index] = view.getUint16(2 * index, true) << 16;
      break;
    case "F16":
      for (let index = 0; index < bits.length; index++)
        bits[index] = floatBitsOfHalf(view.getUint16(2 * index, true));
      break;
  }
  return values;
}

/** Encodes floats as little-endian stored elements, rounding to nearest, ties to even; overflow gives an infinity. */
export function encodeElements(values: Float32Array, type: StoredType): Uint8Array {
  const bytes = new Uint8Array(values.length * storedBytes[type]);
  const view = new DataView(bytes.buffer);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  switch (type) {
    case "F32":
      bits.forEach((word, index) => {
        view.setUint32(4 * index, word, true);
      });
      break;
    case "BF16":
      bits.forEach((word, index) => {
        view.setUint16(2 * index, brainFloatOfBits(word), true);
      });
      break;
    case "F16":
      bits.forEach((word, index) => {
        view.setUint16(2 * index, halfOfBits(word), true);
      });
      break;
  }
  return bytes;
}

const exponentMask = 0x7f800000;

function brainFloatOfBits(word: number): number {
  const magnitude = word & 0x7fffffff;
  // The quiet bit is set, because cutting a NaN's low bits alone could leave an infinity.
  if (magnitude > exponentMask) return (word >>> 16) | 0x40;
  return roundToEven(word, 16);
}

function halfOfBits(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > exponentMask) return sign | 0x7e00;
  const exponent = (magnitude >>> 23) - 127;
  // 65520 and above round to infinity; below 2^-25 everything rounds to zero.
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  // Subnormal halves count units of 2^-24: the mantissa with its leading one moves right past the missing exponent.
  if (exponent < -14) return sign | roundToEven((magnitude & 0x7fffff) | 0x800000, -1 - exponent);
  // A carry out of the mantissa runs into the exponent, which is what rounding up to the next power of two means.
  return sign | roundToEven(magnitude - (112 << 23), 13);
}

/** value / 2^shift, rounded to nearest, ties to even. */
function roundToEven(value: number, shift: number): number {
  const half = 2 ** (shift - 1);
  const kept = value >>> shift;
  const rest = value & (2 ** shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

function floatBitsOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return sign | exponentMask | (mantissa << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
  if (mantissa === 0) return sign;
  const shift = Math.clz32(mantissa) - 21;
  return sign | ((113 - shift) << 23) | (((mantissa << shift) & 0x3ff) << 13);
}
