/**
 * A product by its digits: `49, 6` gives `240+54`, and a factor with one non-zero digit gives the product alone
 * (`40, 6` gives `240`). The sum of the parts is left to the reader.
 */
export function productSteps(left: number, right: number): string {
  const digits = String(left);
  return Array.from(digits)
    .map((digit, index) => Number(digit) * 10 ** (digits.length - 1 - index) * right)
    .filter((part) => part !== 0)
    .join("+");
}

/** {@link productSteps} with the product at the end: `240+54=294`, or `240` where there is only one part. */
export function solvedProduct(left: number, right: number): string {
  const steps = productSteps(left, right);
  return steps.includes("+") ? `${steps}=${left * right}` : steps;
}
