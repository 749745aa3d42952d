import type { Token } from "./tokens.ts";

const currencies: ReadonlyMap<string, string> = new Map([
  ["$", "dollar"],
  ["usd", "dollar"],
  ["dollar", "dollar"],
  ["dollars", "dollar"],
  ["€", "euro"],
  ["eur", "euro"],
  ["euro", "euro"],
  ["euros", "euro"],
  ["£", "pound"],
  ["gbp", "pound"],
  ["¥", "yen"],
  ["jpy", "yen"],
  ["yen", "yen"],
  ["₹", "rupee"],
  ["inr", "rupee"],
  ["rupees", "rupee"],
]);

/** The currency that tokens begin with, and how many of them name it: `us$` and `us dollars` are two. */
export function currencyOf(
  head: Token,
  second: Token | undefined,
): { name: string; length: number } | undefined {
  const own = currencies.get(head.text);
  if (own !== undefined) return { name: own, length: 1 };
  const other = second === undefined ? undefined : currencies.get(second.text);
  return other === "dollar" && /^(?:us|u\.s)$/.test(head.text) ? { name: other, length: 2 } : undefined;
}

const scales: ReadonlyMap<string, number> = new Map([
  ["thousand", 3],
  ["thousands", 3],
  ["million", 6],
  ["millions", 6],
  ["mn", 6],
  ["mln", 6],
  ["billion", 9],
  ["billions", 9],
  ["bn", 9],
  ["trillion", 12],
  ["trillions", 12],
]);

const letterScales: ReadonlyMap<string, number> = new Map([
  ["k", 3],
  ["m", 6],
  ["b", 9],
]);

/** The power of ten that a word stands for. `k`, `m` and `b` are one only directly behind an amount of money: they are units too. */
export function scaleOf(token: Token, isMoney: boolean): number | undefined {
  return scales.get(token.text) ?? (isMoney && !token.apart ? letterScales.get(token.text) : undefined);
}

/** How many tokens say `per cent` at the start: `%`, `percent`, `per cent`, `percentage points`. */
export function isPercentWord([first, second]: readonly Token[]): number {
  if (first === undefined) return 0;
  if (first.text === "per" && second?.text === "cent") return 2;
  if (first.text === "percentage") return /^points?$/.test(second?.text ?? "") ? 2 : 0;
  return /^(?:%|％|percent|pct|pp|ppt)$/.test(first.text) ? 1 : 0;
}

/** The whole numbers from 0 to 20 in words. */
export const numberWords: ReadonlyMap<string, bigint> = new Map(
  (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen twenty"
  )
    .split(" ")
    .map((word, value) => [word, BigInt(value)]),
);

/** Words that make something else of a number than an amount of a unit. */
const noUnit: ReadonlySet<string> = new Set(
  (
    "and or to than then not no nor but if by from between versus vs out over under above below about up down more less fewer " +
    "times minus plus hundred dozen half except without was is are were thousand thousands million millions billion billions " +
    "trillion trillions mn mln bn percent percentage pct wrong false incorrect maybe either neither"
  ).split(" "),
);

const maximumUnitTokens = 6;

/** Units of one or two letters; other words so short count nothing. */
const shortUnits: ReadonlySet<string> = new Set(
  "m s h d g l t v w a k mm cm dm km mg kg ml dl cl hl ft in yd mi lb oz ha ms hr hz kw mw gw wh j kj pa bq of in per c f nr".split(
    " ",
  ),
);

/** Whether tokens can be a unit or what is counted: `people`, `m/s`, `km^2`, `°c`, `us dollars`. */
export function isUnit(tokens: readonly Token[]): boolean {
  if (tokens.length > maximumUnitTokens) return false;
  return tokens.every((token, index) => {
    if (token.type === "number") return tokens[index - 1]?.text === "^" && token.text.length === 1;
    if (token.type === "sign") return /^[/^°·²³]$/u.test(token.text) && (index > 0 || token.text === "°");
    if (token.text.length < 3 && !shortUnits.has(token.text)) return false;
    return !noUnit.has(token.text) && !(numberWords.has(token.text) && index === 0);
  });
}

/** Equal for units that differ only in a plural `s`. */
export function unitKey(tokens: readonly Token[]): string {
  return tokens
    .map(({ text }) => (text.length > 3 && text.endsWith("s") ? text.slice(0, -1) : text))
    .join(" ");
}

const ageOrTime: ReadonlySet<string> = new Set(
  "year month week day hour minute second old of age aged group people person employee season".split(" "),
);

/** Whether a unit is one that a range or a limit can do without: `15 to 19` are years of age. */
export function isAgeOrTime(unit: string): boolean {
  return unit.split(" ").every((word) => ageOrTime.has(word));
}
