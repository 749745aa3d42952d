import type { Random } from "@guru/core";
import { defineGenerator, pickFrom, productSteps, type Question, solvedProduct } from "@guru/data-kit";
import { type Conversion, conversions } from "./conversions.ts";
import { type FormulaKind, formulaLevels } from "./formula-levels.ts";
import {
  type ChainFormula,
  chainFormulas,
  type ProductFormula,
  productFormulas,
  type Quantity,
} from "./formulas.ts";

/** Physics formulas with units: one step, one step backwards, two steps, and units that must be converted first. */
export const formula = defineGenerator<FormulaKind>({
  name: "science/formula",
  domain: "science",
  version: "1",
  verifier: { name: "science/quantity", version: "1" },
  levels: formulaLevels,
  compose,
});

/** A quantity with its value as the prompt states it, and what it is in SI units where that differs. */
interface Given {
  readonly quantity: Quantity;
  /** In SI units. */
  readonly value: number;
  readonly stated: string;
}

function compose(random: Random, kind: FormulaKind): Question | undefined {
  switch (kind.kind) {
    case "product": {
      const { result, left, right } = random.pick(productFormulas);
      const values = random.shuffle([pickFrom(random, kind.large), pickFrom(random, kind.small)]);
      return product(random, {
        result,
        left: given(left, values[0]),
        right: given(right, values[1]),
        steps: "",
      });
    }
    case "quotient":
      return quotient(random, random.pick(productFormulas), kind);
    case "converted":
      return converted(random, kind);
    case "chain":
    case "converted-chain":
      return chain(random, random.pick(chainFormulas), kind);
  }
}

function given(quantity: Quantity, value = 0): Given {
  return { quantity, value, stated: `${value}${quantity.unit}` };
}

/** `count` times the conversion, stated in its unit. */
function convertedGiven(quantity: Quantity, { unit, from, to }: Conversion, count: number): Given {
  return { quantity, value: count * to, stated: `${count * from}${unit}` };
}

function conversionStep({ stated, value, quantity }: Given): string {
  return `${stated}=${value}${quantity.unit},`;
}

function question(
  random: Random,
  parts: readonly Given[],
  result: Quantity,
  steps: string,
  value: number,
): Question {
  const stated = random.shuffle(parts).map((part) => `${part.quantity.symbol}=${part.stated}`);
  return {
    prompt: `${stated.join(" ")} ${result.symbol}?`,
    steps,
    answer: `${value} ${result.unit}`,
    truth: { value: String(value), unit: result.unit },
  };
}

/** The parts of a product, split along the digits of its larger factor. */
function parts(left: number, right: number): string {
  return productSteps(Math.max(left, right), Math.min(left, right));
}

function solved(left: number, right: number): string {
  return `${left}*${right}=${solvedProduct(Math.max(left, right), Math.min(left, right))}`;
}

function product(
  random: Random,
  { result, left, right, steps }: { result: Quantity; left: Given; right: Given; steps: string },
): Question {
  const symbols = `${result.symbol}=${left.quantity.symbol}${right.quantity.symbol}`;
  const work = `${steps}${symbols}=${left.value}*${right.value}=${parts(left.value, right.value)}`;
  return question(random, [left, right], result, work, left.value * right.value);
}

function quotient(
  random: Random,
  { result, left, right }: ProductFormula,
  knobs: Extract<FormulaKind, { kind: "quotient" }>,
): Question {
  const [asked, other] = random.shuffle([left, right]) as [Quantity, Quantity];
  const [value, divisor] = [pickFrom(random, knobs.quotient), pickFrom(random, knobs.divisor)];
  const symbols = `${asked.symbol}=${result.symbol}/${other.symbol}`;
  const steps = `${symbols}=${value * divisor}/${divisor}=${productSteps(value, 1)}`;
  return question(random, [given(result, value * divisor), given(other, divisor)], asked, steps, value);
}

function converted(random: Random, knobs: Extract<FormulaKind, { kind: "converted" }>): Question | undefined {
  const { result, left, right } = random.pick(productFormulas);
  const conversion = random.pick(conversions);
  const side = [left, right].findIndex(({ unit }) => unit === conversion.siUnit);
  if (side < 0) return undefined;
  const changed = convertedGiven(side === 0 ? left : right, conversion, pickFrom(random, knobs.count));
  const kept = given(side === 0 ? right : left, pickFrom(random, knobs.other));
  // Two long factors would need more than one digit's work a step.
  if (Math.min(significant(changed.value), significant(kept.value)) > 9) return undefined;
  const [first, second] = side === 0 ? [changed, kept] : [kept, changed];
  return product(random, { result, left: first, right: second, steps: conversionStep(changed) });
}

/** The digits before the trailing zeros: 180 has 18. */
function significant(value: number): number {
  return Number(String(value).replace(/0+$/, ""));
}

function chain(
  random: Random,
  formula: ChainFormula,
  knobs: Extract<FormulaKind, { kind: "chain" | "converted-chain" }>,
): Question | undefined {
  const values = formula.given.map((_, index) => pickFrom(random, index === 0 ? knobs.first : knobs.others));
  const plain = formula.given.map((quantity, index) => given(quantity, values[index]));
  if (knobs.kind === "chain") return solveChain(random, formula, plain, "");
  const changed = random.integer(0, plain.length - 1);
  const { quantity, value } = plain[changed] as Given;
  const conversion = conversions.find(({ siUnit, to }) => siUnit === quantity.unit && to === 1);
  if (conversion === undefined) return undefined;
  const restated = convertedGiven(quantity, conversion, value);
  return solveChain(random, formula, plain.with(changed, restated), conversionStep(restated));
}

function solveChain(
  random: Random,
  formula: ChainFormula,
  quantities: readonly Given[],
  before: string,
): Question | undefined {
  const [first, second, third] = quantities as [Given, Given, Given];
  const { symbol } = formula.result;
  switch (formula.shape) {
    case "product": {
      const inner = first.value * second.value;
      const { symbol: innerSymbol } = formula.inner;
      const innerStep = `${innerSymbol}=${first.quantity.symbol}${second.quantity.symbol}=${solved(first.value, second.value)}`;
      const steps = `${before}${innerStep},${symbol}=${innerSymbol}${third.quantity.symbol}=${inner}*${third.value}=${parts(inner, third.value)}`;
      return question(random, quantities, formula.result, steps, inner * third.value);
    }
    case "sum": {
      const inner = second.value * third.value;
      const symbols = `${symbol}=${first.quantity.symbol}+${second.quantity.symbol}${third.quantity.symbol}`;
      const steps = `${before}${symbols}=${first.value}+${second.value}*${third.value}=${first.value}+${inner}`;
      return question(random, quantities, formula.result, steps, first.value + inner);
    }
    case "square": {
      const square = second.value ** 2;
      const whole = first.value * square;
      const squareStep = `${before}${second.quantity.symbol}2=${second.value}*${second.value}=${square},`;
      if (!formula.half) {
        const steps = `${squareStep}${first.value}*${square}=${parts(first.value, square)}`;
        return question(random, quantities, formula.result, steps, whole);
      }
      if (whole % 2 !== 0) return undefined;
      return question(
        random,
        quantities,
        formula.result,
        `${squareStep}${solved(first.value, square)},${whole}/2`,
        whole / 2,
      );
    }
  }
}
