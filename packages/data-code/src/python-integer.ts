/** Python's `//`: rounds towards minus infinity, where BigInt's `/` cuts towards zero. */
export function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** Python's `%`: has the sign of the divisor. */
export function floorModulo(left: bigint, right: bigint): bigint {
  return left - floorDivide(left, right) * right;
}
