import type { Operator } from "./program-levels.ts";

/** Python's result for non-negative integers and a positive divisor, where it agrees with everyday arithmetic. */
export function applyOperator(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "//":
      return Math.floor(left / right);
    case "%":
      return left % right;
  }
}
