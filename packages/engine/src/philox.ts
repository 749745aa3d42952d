const multiplierA = 0xd2511f53;
const multiplierB = 0xcd9e8d57;
const weylA = 0x9e3779b9;
const weylB = 0xbb67ae85;

/** Four unsigned 32-bit words: a counter, or what Philox makes of it. */
export type PhiloxBlock = readonly [number, number, number, number];

/**
 * Philox-4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * A pure function of counter and key, so a draw needs no state and does not depend on the order of draws.
 */
export function philox(counter: PhiloxBlock, key: readonly [number, number]): PhiloxBlock {
  let [a, b, c, d] = counter;
  let [keyA, keyB] = key;
  for (let round = 0; round < 10; round++) {
    const highA = multiplyHigh(multiplierA, a);
    const lowA = Math.imul(multiplierA, a);
    const highB = multiplyHigh(multiplierB, c);
    const lowB = Math.imul(multiplierB, c);
    [a, b, c, d] = [(highB ^ b ^ keyA) >>> 0, lowB >>> 0, (highA ^ d ^ keyB) >>> 0, lowA >>> 0];
    keyA = (keyA + weylA) >>> 0;
    keyB = (keyB + weylB) >>> 0;
  }
  return [a, b, c, d];
}

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers, in 16-bit pieces that stay exact in a double. */
function multiplyHigh(left: number, right: number): number {
  const leftHigh = left >>> 16;
  const leftLow = left & 0xffff;
  const rightHigh = right >>> 16;
  const rightLow = right & 0xffff;
  const middle = leftHigh * rightLow + ((leftLow * rightLow) >>> 16);
  const carry = leftLow * rightHigh + (middle % 0x10000);
  return (leftHigh * rightHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}
