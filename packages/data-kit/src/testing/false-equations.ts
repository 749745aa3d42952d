import { evaluateArithmetic } from "./evaluate-arithmetic.ts";

/**
 * The steps of a worked response whose sides differ: in `F=ma=32*8=240+16,7*8=54` that is `7*8=54`. Sides that hold
 * names or units are passed over.
 */
export function falseEquations(worked: string): string[] {
  return worked.split(/[,;#]/).filter((step) => {
    const values = step
      .split("=")
      .map(evaluateArithmetic)
      .filter((value) => value !== undefined);
    return new Set(values).size > 1;
  });
}
