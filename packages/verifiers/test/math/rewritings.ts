/** A response that gives a gold answer in another notation. */
export interface Rewriting {
  readonly name: string;
  readonly text: string;
}

/** A gold answer in each notation that can be made of it by rule. */
export function rewritings(gold: string): Rewriting[] {
  const written = gold.trim();
  const made: Rewriting[] = [
    { name: "boxed", text: `Thus \\boxed{${written}}.` },
    { name: "prose", text: `So we are done.\nThe final answer is $${written}$.` },
    { name: "prose without dollars", text: `The answer is ${written}.` },
    { name: "last formula", text: `Therefore we get $${written}$.` },
    { name: "larger fractions", text: `\\boxed{${written.replace(/\\frac/g, "\\dfrac")}}` },
    { name: "wider", text: `\\boxed{ ${written.replace(/([+\-=])/g, " $1 ")} }` },
  ];
  const boxed = (name: string, answer: string | undefined): void => {
    if (answer !== undefined) made.push({ name, text: `\\boxed{${answer}}` });
  };
  boxed("slash for fraction", withSlashes(written));
  boxed("fraction for slash", withFractions(written));
  boxed(
    "brackets of plain size",
    /\\left|\\right/.test(written) ? written.replace(/\\left|\\right/g, "") : undefined,
  );
  boxed("fraction for decimal", fractionOf(written));
  boxed("decimal for fraction", decimalOf(written));
  boxed("items turned round", turned(written));
  return made;
}

const group = "([^{}]*(?:\\{[^{}]*\\}[^{}]*)*)";
const fraction = new RegExp(`\\\\[dt]?frac ?\\{${group}\\} ?\\{${group}\\}`);

/** Not behind a number, where the fraction belongs to a mixed number, or a function, whose argument would end at the slash. */
function withSlashes(gold: string): string | undefined {
  if (!/\\[dt]?frac ?\{/.test(gold) || /(?:\d|\\(?:sin|cos|tan|sec|csc|cot)) ?\\[dt]?frac/.test(gold))
    return undefined;
  let text = gold;
  for (let round = 0; round < 12 && fraction.test(text); round++) text = text.replace(fraction, " ($1)/($2)");
  return text.includes("frac") ? undefined : text;
}

function withFractions(gold: string): string | undefined {
  return /^-?\d+\/\d+$/.test(gold) ? gold.replace(/(\d+)\/(\d+)/, "\\frac{$1}{$2}") : undefined;
}

function fractionOf(gold: string): string | undefined {
  const match = /^(-?)(\d*)\.(\d+)$/.exec(gold);
  if (match === null) return undefined;
  const [, sign = "", whole = "", decimals = ""] = match;
  return `${sign}\\frac{${BigInt(`0${whole}${decimals}`)}}{${10n ** BigInt(decimals.length)}}`;
}

/** Only of fractions that a finite decimal equals. */
function decimalOf(gold: string): string | undefined {
  const match = /^(-?)\\[dt]?frac\{(\d+)\}\{(\d+)\}$/.exec(gold);
  if (match === null) return undefined;
  const [, sign = "", top = "0", bottom = "1"] = match;
  const places = 30;
  const scaled = 10n ** BigInt(places) * BigInt(top);
  if (scaled % BigInt(bottom) !== 0n) return undefined;
  const digits = (scaled / BigInt(bottom)).toString().padStart(places + 1, "0");
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}

/** A bare list or a set the other way round; nothing with brackets, texts or thousands. */
function turned(gold: string): string | undefined {
  const set = /^\\\{(.*)\\\}$/.exec(gold);
  const inner = set?.[1] ?? gold;
  if (!inner.includes(",") || /[()[\]]|\\text|\\begin|,\\!|\{,\}|\d,\d{3}/.test(inner)) return undefined;
  const items = inner
    .split(",")
    .map((item) => item.trim())
    .reverse()
    .join(", ");
  return set === null ? items : `\\{${items}\\}`;
}
