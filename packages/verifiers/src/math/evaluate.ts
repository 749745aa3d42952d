import type { WorkCounter } from "../work-counter.ts";
import type { Expression } from "./expression.ts";
import type { Field } from "./field.ts";

/** Terms that a sum or product may have. */
const maximumTerms = 1000;

/** What letters stand for, and what `\log` without a base means. */
interface Surroundings<T> {
  readonly symbol: (name: string) => T | undefined;
  /** 10 where `\log` is the common logarithm; the natural one otherwise. */
  readonly logBase?: 10;
  readonly work: WorkCounter;
}

/** Works an expression out in a field; `undefined` where it is no number or the field cannot express it. */
export function evaluate<T>(node: Expression, field: Field<T>, around: Surroundings<T>): T | undefined {
  around.work.take();
  const inner = (child: Expression): T | undefined => evaluate(child, field, around);
  switch (node.kind) {
    case "number":
      return field.rational(node.numerator, node.denominator);
    case "numeral":
      return field.rational(node.value, 1n);
    case "symbol":
      return around.symbol(node.name);
    case "constant":
      return field.constant(node.name);
    case "negate": {
      const value = inner(node.arg);
      return value === undefined ? undefined : field.negate(value);
    }
    case "percent":
    case "degree": {
      const value = inner(node.arg);
      if (value === undefined) return undefined;
      const divisor = field.rational(node.kind === "percent" ? 100n : 180n, 1n);
      const part = divisor === undefined ? undefined : field.divide(value, divisor);
      if (node.kind === "percent" || part === undefined) return part;
      const pi = field.constant("pi");
      // 0° is 0 in every field, also where π is not expressible.
      if (pi === undefined) return field.integerOf(value) === 0 ? value : undefined;
      return field.multiply(part, pi);
    }
    case "binary":
      return evaluateBinary(node, field, around);
    case "call": {
      const args = evaluateAll(node.args, inner);
      if (args === undefined) return undefined;
      if (node.name === "log" && args.length === 1 && around.logBase === 10) {
        const ten = field.rational(10n, 1n);
        return ten === undefined ? undefined : field.call("log", [...args, ten]);
      }
      return field.call(node.name, args);
    }
    case "apply": {
      const args = evaluateAll(node.args, inner);
      return args === undefined ? undefined : unknownFunction(node.name, args, field);
    }
    case "series":
      return evaluateSeries(node, field, around);
    case "ratio": {
      const parts = evaluateAll(node.parts, inner);
      const [first, second] = parts ?? [];
      return parts?.length !== 2 || first === undefined || second === undefined
        ? undefined
        : field.divide(first, second);
    }
    case "plus-minus":
    case "list":
    case "set":
    case "tuple":
    case "matrix":
    case "region":
    case "space":
    case "relation":
    case "quantity":
    case "modular":
    case "words":
      return undefined;
  }
}

function evaluateAll<T>(
  nodes: readonly Expression[],
  inner: (node: Expression) => T | undefined,
): T[] | undefined {
  const values: T[] = [];
  for (const node of nodes) {
    const value = inner(node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function evaluateBinary<T>(
  node: Extract<Expression, { kind: "binary" }>,
  field: Field<T>,
  around: Surroundings<T>,
): T | undefined {
  const left = evaluate(node.left, field, around);
  if (left === undefined) return undefined;
  const right = evaluate(node.right, field, around);
  if (right === undefined) return undefined;
  switch (node.operator) {
    case "+":
      return field.add(left, right);
    case "-": {
      const negative = field.negate(right);
      return negative === undefined ? undefined : field.add(left, negative);
    }
    case "*":
      return field.multiply(left, right);
    case "/":
      return field.divide(left, right);
    case "^":
      return field.power(left, right);
    case "mod":
      return field.call("mod", [left, right]);
    case "±":
    case "∓":
      return undefined;
  }
}

function evaluateSeries<T>(
  node: Extract<Expression, { kind: "series" }>,
  field: Field<T>,
  around: Surroundings<T>,
): T | undefined {
  const low = evaluate(node.from, field, around);
  const high = evaluate(node.to, field, around);
  const from = low === undefined ? undefined : field.integerOf(low);
  const to = high === undefined ? undefined : field.integerOf(high);
  if (from === undefined || to === undefined || to - from > maximumTerms) return undefined;
  let total = field.rational(node.operator === "+" ? 0n : 1n, 1n);
  for (let index = from; index <= to && total !== undefined; index++) {
    const value = field.rational(BigInt(index), 1n);
    const symbol = (name: string): T | undefined => (name === node.variable ? value : around.symbol(name));
    const term = evaluate(node.body, field, { ...around, symbol });
    if (term === undefined) return undefined;
    total = node.operator === "+" ? field.add(total, term) : field.multiply(total, term);
  }
  return total;
}

/** Stands for a function nobody defined: a polynomial that depends on its name, the same in every field. */
function unknownFunction<T>(name: string, args: readonly T[], field: Field<T>): T | undefined {
  let seed = 7;
  for (let index = 0; index < name.length; index++) seed = (seed * 31 + name.charCodeAt(index)) % 9973;
  let combined = field.rational(BigInt(seed % 13), 17n);
  for (const [index, arg] of args.entries()) {
    const weight = field.rational(BigInt(((seed + index * 7) % 11) + 2), BigInt(7 + index));
    const part = weight === undefined ? undefined : field.multiply(weight, arg);
    if (part === undefined || combined === undefined) return undefined;
    combined = field.add(combined, part);
  }
  if (combined === undefined) return undefined;
  const square = field.multiply(combined, combined);
  const scale = field.rational(BigInt((seed % 5) + 2), 3n);
  if (square === undefined || scale === undefined) return undefined;
  const cube = field.multiply(square, combined);
  const bent = cube === undefined ? undefined : field.multiply(scale, cube);
  return bent === undefined ? undefined : field.add(bent, square);
}
