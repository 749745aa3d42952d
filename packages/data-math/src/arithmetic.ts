import type { Random } from "@guru/core";
import { defineGenerator, pickFrom, productSteps, type Question, solvedProduct } from "@guru/data-kit";
import { type ArithmeticKind, arithmeticLevels } from "./arithmetic-levels.ts";

/** Sums, products and linear equations over natural numbers, worked digit by digit. */
export const arithmetic = defineGenerator<ArithmeticKind>({
  name: "math/arithmetic",
  domain: "math",
  version: "1",
  verifier: { name: "math/number", version: "1" },
  levels: arithmeticLevels,
  compose,
});

function compose(random: Random, kind: ArithmeticKind): Question | undefined {
  switch (kind.kind) {
    case "sum":
      return sum(random, kind);
    case "product-sum":
      return productSum(random, kind);
    case "bracket":
      return bracket(random, kind);
    case "product":
      return product(random, kind);
    case "two-products":
      return twoProducts(random, kind);
    case "long-product":
      return longProduct(random, kind);
    case "equation":
      return equation(random, kind);
    case "two-sided":
      return twoSided(random, kind);
  }
}

type Knobs<Name extends ArithmeticKind["kind"]> = Extract<ArithmeticKind, { kind: Name }>;

function question(prompt: string, steps: string, answer: number): Question {
  return { prompt, steps, answer: String(answer), truth: { value: String(answer) } };
}

function sum(random: Random, knobs: Knobs<"sum">): Question {
  const [a, b, c] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b), pickFrom(random, knobs.c)];
  const steps = `${a}+${b}=${a + b}`;
  if (random.next() < 0.5 && a + b >= c) return question(`${a}+${b}-${c}=?`, steps, a + b - c);
  return question(`${a}+${b}+${c}=?`, steps, a + b + c);
}

function productSum(random: Random, knobs: Knobs<"product-sum">): Question {
  const [a, b, c] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b), pickFrom(random, knobs.c)];
  const steps = `${b}*${c}=${solvedProduct(b, c)}`;
  const form = random.pick(["before", "after", "minus"] as const);
  if (form === "minus" && b * c >= a) return question(`${b}*${c}-${a}=?`, steps, b * c - a);
  return question(form === "before" ? `${a}+${b}*${c}=?` : `${b}*${c}+${a}=?`, steps, a + b * c);
}

function bracket(random: Random, knobs: Knobs<"bracket">): Question {
  const [a, b, c] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b), pickFrom(random, knobs.c)];
  const inside = a + b;
  const parts = productSteps(inside, c);
  const steps = parts.includes("+") ? `${a}+${b}=${inside},${inside}*${c}=${parts}` : `${a}+${b}=${inside}`;
  return question(random.pick([`(${a}+${b})*${c}=?`, `${c}*(${a}+${b})=?`]), steps, inside * c);
}

function product(random: Random, knobs: Knobs<"product">): Question {
  const [a, b] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b)];
  return question(random.pick([`${a}*${b}=?`, `${b}*${a}=?`]), `${a}*${b}=${productSteps(a, b)}`, a * b);
}

function twoProducts(random: Random, knobs: Knobs<"two-products">): Question {
  const [a, b] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b)];
  const [c, d] = [pickFrom(random, knobs.c), pickFrom(random, knobs.d)];
  const [left, right] = [a * b, c * d];
  const sign = random.pick(["+", "-"] as const);
  const steps = `${a}*${b}=${solvedProduct(a, b)},${c}*${d}=${solvedProduct(c, d)}`;
  if (sign === "-" && left >= right) return question(`${a}*${b}-${c}*${d}=?`, steps, left - right);
  return question(`${a}*${b}+${c}*${d}=?`, steps, left + right);
}

/** The four partial products are added one after the other: `1200+210=1410,1410+240=1650,1650+42`. */
function longProduct(random: Random, knobs: Knobs<"long-product">): Question {
  const [a, b] = [pickFrom(random, knobs.a), pickFrom(random, knobs.b)];
  const parts = [b - (b % 10), b % 10].flatMap((part) => [(a - (a % 10)) * part, (a % 10) * part]);
  const [first = 0, ...others] = parts.filter((part) => part !== 0);
  let sum = first;
  const steps = others.map((part, index) => {
    sum += part;
    return index === others.length - 1 ? `${sum - part}+${part}` : `${sum - part}+${part}=${sum}`;
  });
  return question(`${a}*${b}=?`, steps.join(",") || String(sum), sum);
}

function equation(random: Random, knobs: Knobs<"equation">): Question {
  const [a, x, b] = [pickFrom(random, knobs.a), pickFrom(random, knobs.x), pickFrom(random, knobs.b)];
  if (random.next() < 0.5 || a * x < b) {
    return question(`${a}x+${b}=${a * x + b} x=?`, `${a}x=${a * x + b}-${b}=${a * x}`, x);
  }
  return question(`${a}x-${b}=${a * x - b} x=?`, `${a}x=${a * x - b}+${b}=${a * x}`, x);
}

function twoSided(random: Random, knobs: Knobs<"two-sided">): Question {
  const [a, c] = [pickFrom(random, knobs.a), pickFrom(random, knobs.c)];
  const [x, b] = [pickFrom(random, knobs.x), pickFrom(random, knobs.b)];
  const d = a * x + b;
  return question(`${a + c}x+${b}=${c}x+${d} x=?`, `${a + c}-${c}=${a},${a}x=${d}-${b}=${a * x}`, x);
}
