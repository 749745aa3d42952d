import type { Comparison } from "../comparison.ts";
import type { WorkCounter } from "../work-counter.ts";
import { mathNormalForm } from "./math-normal-form.ts";

const tolerance = 1e-3;

/**
 * The rule of the official scorer: a number equals the gold, a hundredth or the hundredfold of it within a thousandth; other text is
 * compared in the normal form of MATH; lists are sorted as text. What Python's `eval` would compute beyond numbers and quotients is text here.
 */
export function comparePublished(answer: string, gold: string, work: WorkCounter): Comparison {
  work.take(answer.length + gold.length);
  const [given, wanted] = [answer.toLowerCase(), gold.toLowerCase()];
  if (!wanted.includes("|")) return compareOne(given, wanted);
  const [elements, values] = [given, wanted].map((text) =>
    text
      .split("|")
      .map((part) => part.trim())
      .sort(),
  );
  const same =
    elements?.length === values?.length &&
    values?.every((value, index) => compareOne(elements?.[index] ?? "", value).equal) === true;
  if (same) return { equal: true, reason: "equal.list" };
  return { equal: false, reason: "different.list", message: "the sorted lists differ" };
}

function compareOne(answer: string, gold: string): Comparison {
  const number = evaluated(answer);
  if (number === undefined) {
    return mathNormalForm(answer) === mathNormalForm(gold)
      ? { equal: true, reason: "equal.text" }
      : { equal: false, reason: "different.text", message: "the texts differ in the normal form of MATH" };
  }
  const wanted = goldNumber(gold);
  const close = (other: number) =>
    number === other || Math.abs(number - other) <= tolerance * Math.max(Math.abs(number), Math.abs(other));
  if (wanted !== undefined && [wanted / 100, wanted, wanted * 100].some(close))
    return { equal: true, reason: "equal.number" };
  return { equal: false, reason: "different.number", message: "the number is another one" };
}

/** The number that Python would make of an answer, where it is one number or a quotient of numbers. */
function evaluated(answer: string): number | undefined {
  const expression = answer
    .replace(/[,$\\]/g, "")
    .replaceAll("%", " / 100")
    .replaceAll(":", "/");
  const parts = expression.split("/").map((part) => pythonNumber(part.trim()));
  const [first, ...divisors] = parts;
  if (first === undefined || divisors.length > 8) return undefined;
  let value = first;
  for (const divisor of divisors) {
    if (divisor === undefined || divisor === 0) return undefined;
    value /= divisor;
  }
  return Number.isFinite(value) ? value : undefined;
}

/** A number literal with signs before it; an integer with leading zeros is none. */
function pythonNumber(text: string): number | undefined {
  if (text.length > 400) return undefined;
  const match = /^([+-]{0,8}) {0,4}((?:\d(?:_?\d)*)?(?:\.(?:\d(?:_?\d)*)?)?(?:e[+-]?\d{1,4})?)$/.exec(text);
  const [, signs = "", digits = ""] = match ?? [];
  if (!/^\.?\d/.test(digits) || /^0[\d_]*[1-9][\d_]*$/.test(digits)) return undefined;
  const value = Number(digits.replaceAll("_", ""));
  return signs.replaceAll("+", "").length % 2 === 1 ? -value : value;
}

/** A gold that Python's `float` reads once the commas, a leading dollar sign and a closing per cent sign are gone. */
function goldNumber(gold: string): number | undefined {
  const text = gold
    .trim()
    .replace(/^\$(?=\d)/, "")
    .replaceAll(",", "");
  const bare = /^[-+]?[\d.]+\\?%$/.test(text) ? text.replace(/\\?%$/, "") : text;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/.test(bare) ? Number(bare) : undefined;
}
