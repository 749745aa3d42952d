import { isUnitWord, isVagueUnit, unitMeaning } from "./answer-units.ts";
import { doubleOf, equalExpressions, type EqualityOptions, exactOf } from "./equal-expressions.ts";
import type { Expression, NumberNode } from "./expression.ts";
import { holdsLetter } from "./interpret-relation.ts";
import type { Scalar } from "./meaning.ts";

/** How scalars are compared; `decimals` is how far a decimal may be rounded, if it may be. */
export interface ScalarOptions extends EqualityOptions {
  readonly decimals?: number;
}

/** A decimal of at least so many digits is a value as a machine prints it. */
const machineDigits = 15;
/** A decimal gold of at least so many digits may be the rounding of an exact answer. */
const roundedGoldDigits = 4;

/** Whether two values with their units, percent and degree signs are the same. */
export function equalScalars(gold: Scalar, written: Scalar, options: ScalarOptions): boolean {
  const answer = holdsLetter(gold.value) ? written : withLetterUnit(written);
  if (gold.modulus !== undefined && answer.modulus !== undefined) return equalResidues(gold, answer, options);
  const isAngle = (one: Scalar, other: Scalar): boolean =>
    one.mark === "degree" && other.unit !== undefined && /^rad/.test(other.unit);
  if (isAngle(gold, answer) || isAngle(answer, gold))
    return equalExpressions(marked(gold), marked(answer), options);
  const scale = unitScale(gold.unit, answer.unit);
  if (scale === undefined) return false;
  const goldValue = gold.value;
  const answerValue = scale === 1 ? answer.value : scaled(answer.value, scale);
  if (equalMarked(gold, answer, { goldValue, answerValue }, options)) return true;
  if (gold.approximation !== undefined && gold.unit === answer.unit)
    return isRoundingOf(answerValue, gold.approximation, goldValue, options);
  return false;
}

/** `9.8m^2` beside a gold without letters is so many square metres. */
function withLetterUnit(scalar: Scalar): Scalar {
  const { value } = scalar;
  if (
    scalar.unit !== undefined ||
    value.kind !== "binary" ||
    value.operator !== "*" ||
    holdsLetter(value.left)
  )
    return scalar;
  const { left, right } = value;
  let base: Expression = right;
  let power = "";
  if (right.kind === "binary" && right.operator === "^" && right.right.kind === "number") {
    base = right.left;
    power = `^${right.right.numerator}`;
  }
  if (base.kind !== "symbol" || base.name.length > 1 || !isUnitWord(base.name)) return scalar;
  return { ...scalar, value: left, unit: base.name + power };
}

/** The gold's approximation, or the exact value rounded at least as far behind the point. */
function isRoundingOf(
  answer: Expression,
  approximation: Expression,
  value: Expression,
  options: EqualityOptions,
): boolean {
  if (equalExpressions(approximation, answer, options)) return true;
  const given = decimalOf(answer);
  const wanted = decimalOf(approximation);
  if (given === undefined || wanted === undefined || given.decimals < wanted.decimals) return false;
  return differBy(value, answer, given.decimals, options);
}

interface ValuePair {
  readonly goldValue: Expression;
  readonly answerValue: Expression;
}

/** Compares what stands before the marks, or the values where only one of the two is marked: 28 and 0.28 both equal 28 %. */
function equalMarked(gold: Scalar, answer: Scalar, pair: ValuePair, options: ScalarOptions): boolean {
  const rounded = gold.rounded === true;
  if (equalValues(pair.goldValue, pair.answerValue, { ...options, rounded })) {
    // `5 %` is no `5°`.
    return gold.mark === answer.mark || gold.mark === undefined || answer.mark === undefined;
  }
  if (gold.mark === answer.mark) return false;
  return equalValues(marked(gold), marked({ ...answer, value: pair.answerValue }), { ...options, rounded });
}

function marked(scalar: Scalar): Expression {
  return scalar.mark === undefined ? scalar.value : { kind: scalar.mark, arg: scalar.value };
}

/** What the answer is to be multiplied by to be in the unit of the gold; `undefined` where the units measure different things. */
function unitScale(
  gold: string | undefined,
  answer: string | undefined,
): 1 | readonly [bigint, bigint] | undefined {
  if (gold === undefined || answer === undefined || gold === answer) return 1;
  const goldMeaning = unitMeaning(gold);
  const answerMeaning = unitMeaning(answer);
  if (goldMeaning !== undefined && answerMeaning !== undefined) {
    if (goldMeaning.dimension !== answerMeaning.dimension) return undefined;
    const [top, bottom] = answerMeaning.factor;
    const [goldTop, goldBottom] = goldMeaning.factor;
    return top * goldBottom === bottom * goldTop ? 1 : [top * goldBottom, bottom * goldTop];
  }
  if (goldMeaning === undefined && isVagueUnit(gold) && isVagueUnit(answer)) return 1;
  return singular(gold) === singular(answer) ? 1 : undefined;
}

function singular(unit: string): string {
  return unit.endsWith("s") ? unit.slice(0, -1) : unit;
}

function scaled(value: Expression, [numerator, denominator]: readonly [bigint, bigint]): Expression {
  return { kind: "binary", operator: "*", left: value, right: { kind: "number", numerator, denominator } };
}

function equalResidues(gold: Scalar, answer: Scalar, options: EqualityOptions): boolean {
  if (gold.modulus === undefined || answer.modulus === undefined) return false;
  if (!equalExpressions(gold.modulus, answer.modulus, options)) return false;
  const rest = (value: Expression, modulus: Expression): Expression => ({
    kind: "call",
    name: "mod",
    args: [value, modulus],
  });
  return equalExpressions(rest(gold.value, gold.modulus), rest(answer.value, gold.modulus), options);
}

/** Whether two bare values are the same, or as near as their notation lets one tell. */
export function equalValues(
  gold: Expression,
  answer: Expression,
  options: ScalarOptions & { readonly rounded?: boolean },
): boolean {
  if (isIndexedDigit(answer) && gold.kind !== "numeral") return false;
  if (equalExpressions(gold, answer, options)) return true;
  if (holdsBareLogarithm(gold) || holdsBareLogarithm(answer)) {
    if (equalExpressions(gold, answer, { ...options, logBase: 10 })) return true;
  }
  const goldDecimal = decimalOf(gold);
  const answerDecimal = decimalOf(answer);
  if (goldDecimal === undefined && answerDecimal === undefined) return false;
  if (holdsLetter(gold) || holdsLetter(answer)) return false;
  const within = (digits: number): boolean => differBy(gold, answer, digits, options);
  if (options.decimals !== undefined && within(options.decimals)) return true;
  if (goldDecimal !== undefined) {
    const { decimals, significant } = goldDecimal;
    if (options.rounded === true || goldDecimal.open === true) return within(decimals);
    // The gold has been rounded: an answer with no end that rounds to it is what it stands for.
    if (
      answerDecimal === undefined &&
      significant >= roundedGoldDigits &&
      decimals > 1 &&
      !hasEnd(answer, options)
    )
      return within(decimals);
    return false;
  }
  if (answerDecimal === undefined || answerDecimal.significant < machineDigits) return false;
  return !hasEnd(gold, options) && within(answerDecimal.decimals);
}

/** `1_2`: a single digit with an index is a numeral only where the gold is one too. */
function isIndexedDigit(node: Expression): boolean {
  return node.kind === "numeral" && node.digits.length === 1;
}

interface Decimal {
  readonly decimals: number;
  readonly significant: number;
  readonly open?: boolean;
}

function decimalOf(node: Expression): Decimal | undefined {
  const inner: Expression = node.kind === "negate" ? node.arg : node;
  if (inner.kind !== "number" || inner.decimals === undefined) return undefined;
  const { decimals, significant = 0, open = false }: NumberNode = inner;
  return { decimals, significant, open };
}

/** Whether a value is a finite decimal, so that writing it rounded would be wrong. */
function hasEnd(node: Expression, options: EqualityOptions): boolean {
  const value = exactOf(node, options);
  if (value === undefined) return false;
  let rest = value.denominator;
  for (const prime of [2n, 5n]) while (rest % prime === 0n && rest > 1n) rest /= prime;
  return rest === 1n;
}

/** Whether two numbers differ by at most half a unit of a decimal place. */
function differBy(a: Expression, b: Expression, digits: number, options: EqualityOptions): boolean {
  const left = doubleOf(a, options);
  const right = doubleOf(b, options);
  if (left === undefined || right === undefined) return false;
  const size = Math.max(Math.abs(left.re), Math.abs(right.re));
  const slack = 0.5 * 10 ** -digits * (1 + 1e-9) + size * 4e-16;
  return Math.hypot(left.re - right.re, left.im - right.im) <= slack;
}

function holdsBareLogarithm(node: Expression): boolean {
  if (node.kind === "call" && node.name === "log" && node.args.length === 1) return true;
  if (node.kind === "binary") return holdsBareLogarithm(node.left) || holdsBareLogarithm(node.right);
  return node.kind === "negate" && holdsBareLogarithm(node.arg);
}
