import { floorDivide, floorModulo } from "./python-integer.ts";

/** What one step of a described function does, in the words of the prompt. */
export type StepName = "plus" | "minus" | "times" | "square" | "mod" | "div" | "at most" | "at least";

/** A step with its operand; `square` has none. */
export interface Step {
  readonly name: StepName;
  readonly operand: number;
}

/** A Python expression and how tightly its outermost operator binds. */
export interface Expression {
  readonly text: string;
  readonly binding: "atom" | "power" | "product" | "sum";
}

/** `plus 7`, `square`. */
export function describeStep({ name, operand }: Step): string {
  return name === "square" ? name : `${name} ${operand}`;
}

/** Python's value of the step for an integer of any size. */
export function applyStep({ name, operand }: Step, value: bigint): bigint {
  const right = BigInt(operand);
  switch (name) {
    case "plus":
      return value + right;
    case "minus":
      return value - right;
    case "times":
      return value * right;
    case "square":
      return value * value;
    case "mod":
      return floorModulo(value, right);
    case "div":
      return floorDivide(value, right);
    case "at most":
      return value < right ? value : right;
    case "at least":
      return value > right ? value : right;
  }
}

/** The expression with the step applied, with no more brackets than Python needs. */
export function extendExpression({ name, operand }: Step, expression: Expression): Expression {
  const { text, binding } = expression;
  const factor = binding === "sum" ? `(${text})` : text;
  switch (name) {
    case "plus":
      return { text: `${text}+${operand}`, binding: "sum" };
    case "minus":
      return { text: `${text}-${operand}`, binding: "sum" };
    case "times":
      return { text: `${factor}*${operand}`, binding: "product" };
    case "div":
      return { text: `${factor}//${operand}`, binding: "product" };
    case "mod":
      return { text: `${factor}%${operand}`, binding: "product" };
    case "square":
      return { text: `${binding === "atom" ? text : `(${text})`}**2`, binding: "power" };
    case "at most":
      return { text: `min(${text},${operand})`, binding: "atom" };
    case "at least":
      return { text: `max(${text},${operand})`, binding: "atom" };
  }
}
