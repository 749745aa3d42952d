const scales: readonly (readonly [string, string])[] = [
  ["million", "*10^6"],
  ["billion", "*10^9"],
  ["trillion", "*10^12"],
];
const unitWords =
  /(?:degree|cm|centimeter|meter|mile|second|minute|hour|day|week|month|year|foot|feet|inch|yard|liter)(?:es)?s? {0,4}(?:\^\d{1,3})?/g;
const textSigns: readonly (readonly [RegExp, string])[] = [
  [/\\sqrt ?\{([^{}]*)\}/g, "sqrt($1)"],
  [/\\pi(?![a-z])/g, "pi"],
  [/\\infty/g, "inf"],
  [/\\cup/g, "U"],
  [/\\cdot|\\times/g, "*"],
];

/** The second normaliser of the official scorer: plain text without units, money and spaces. */
export function normalizePlain(text: string): string {
  let value = /^\\text\{(.*)\}$/.exec(text)?.[1] ?? text;
  value = value.replaceAll("\\%", "%").replaceAll("\\$", "$").replaceAll("$", "").replaceAll("%", "");
  value = value.replaceAll(" or ", " , ").replaceAll(" and ", " , ");
  for (const [word, power] of scales) value = value.replaceAll(word, power);
  value = value
    .replaceAll(unitWords, "")
    .replaceAll("^ {\\circ}", "")
    .replaceAll(/\^ ?\{?\\circ\}?/g, "");
  if (value.startsWith("{") && value.endsWith("}")) value = value.slice(1, -1);
  value = value.replaceAll(",\\!", "");
  if (/^-?\d+\.0+$/.test(value)) value = value.slice(0, value.indexOf("."));
  if (value.includes("\\")) value = latexToText(value);
  value = value
    .replaceAll(/- {1,20}/g, "-")
    .replaceAll(/(\d) {1,20}(\d)/g, "$1+$2")
    .replaceAll(" ", "");
  value = value.toLowerCase();
  const whole = value.replaceAll(",", "");
  return /^-?\d{1,300}(?:\.0+)?$/.test(whole) ? String(BigInt(whole.split(".")[0] ?? "0")) : value;
}

function latexToText(text: string): string {
  let value = text.replaceAll(/\\[td]?frac/g, " \\frac");
  for (let round = 0; round < 8; round++) {
    const next = value.replace(/\\frac ?\{([^{}]*)\} ?\{([^{}]*)\}/, "$1/$2");
    if (next === value) break;
    value = next;
  }
  for (const [pattern, sign] of textSigns) value = value.replaceAll(pattern, sign);
  return value.replaceAll(/\\text[a-z]{0,6}|\\mathrm|\\mathbf|\\left|\\right|\\[,;! ]|[{}]/g, "").trim();
}
