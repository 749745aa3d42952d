import { type Quantity, readQuantity } from "./quantity.ts";
import type { Token } from "./tokens.ts";

/** All numbers on one side of another. */
export interface Bound {
  readonly side: "<" | ">" | "≤" | "≥";
  readonly limit: Quantity;
}

const before: readonly (readonly [string, Bound["side"]])[] = [
  ["> =", "≥"],
  ["< =", "≤"],
  [">", ">"],
  ["<", "<"],
  ["≥", "≥"],
  ["≤", "≤"],
  ["no more than", "≤"],
  ["not more than", "≤"],
  ["no less than", "≥"],
  ["not less than", "≥"],
  ["no fewer than", "≥"],
  ["greater than or equal to", "≥"],
  ["less than or equal to", "≤"],
  ["more than", ">"],
  ["greater than", ">"],
  ["less than", "<"],
  ["fewer than", "<"],
  ["at least", "≥"],
  ["at most", "≤"],
  ["up to", "≤"],
  ["over", ">"],
  ["above", ">"],
  ["under", "<"],
  ["below", "<"],
];

const upwards = /^(?:and|or) (?:over|above|more|older|up|greater|higher|upwards?|longer)(?: |$)/;
const downwards = /^(?:and|or) (?:under|below|less|fewer|younger|lower|down|shorter)(?: |$)/;

/** Reads `55 and over`, `55+`, `55 years or older`, `at least 55`, `under 5%`, `> 10`. */
export function readBound(tokens: readonly Token[]): Bound | undefined {
  if (tokens.length < 2 || tokens.length > 16) return undefined;
  const words = tokens.map(({ text }) => text).join(" ");
  const opening = before.find(([phrase]) => words.startsWith(`${phrase} `));
  if (opening !== undefined) {
    const limit = readQuantity(tokens.slice(opening[0].split(" ").length));
    return limit === undefined ? undefined : { side: opening[1], limit };
  }
  for (let index = 1; index < tokens.length; index++) {
    const behind = tokens
      .slice(index)
      .map(({ text }) => text)
      .join(" ");
    const plus = tokens[index]?.text === "+" ? 1 : 0;
    const side = plus > 0 || upwards.test(behind) ? "≥" : downwards.test(behind) ? "≤" : undefined;
    if (side === undefined) continue;
    const limit = readQuantity([...tokens.slice(0, index), ...tokens.slice(index + (plus > 0 ? 1 : 2))]);
    return limit === undefined ? undefined : { side, limit };
  }
  return undefined;
}
