import { flattenMarkup } from "./flatten-markup.ts";

const symbols: readonly (readonly [RegExp, string])[] = [
  [/\\(?:times|ast)(?![a-zA-Z])/g, "×"],
  [/\\cdot(?:p)?(?![a-zA-Z])|\\bullet(?![a-zA-Z])/g, "·"],
  [/\\(?:approx|simeq|sim|cong)(?![a-zA-Z])/g, "≈"],
  [/\\pm(?![a-zA-Z])/g, "±"],
  [/\\(?:mu|micro)(?![a-zA-Z])/g, "µ"],
  [/\\(?:Omega|ohm)(?![a-zA-Z])/g, "Ω"],
  [/\\(?:AA|angstrom)(?![a-zA-Z])/g, "Å"],
  [
    /\\(?:degree|textdegree|degreeCelsius)(?![a-zA-Z])|\^ ?\{? ?\\circ(?![a-zA-Z]) ?\}?|\\circ(?![a-zA-Z])/g,
    "°",
  ],
  [/\\(?:rightarrow|to)(?![a-zA-Z])/g, "→"],
  [/\{,\}/g, ","],
  [/[\u00a0\u2009\u202f\u2007]/g, " "],
  [/−/g, "-"],
  [/[º˚]/g, "°"],
  [/℃/g, "°C"],
  [/℉/g, "°F"],
  [/[⋅∙•]/g, "·"],
  [/[′’]/g, "'"],
];

const fraction = /\\[dtc]?frac ?\{([^{}]{1,80})\} ?\{([^{}]{1,80})\}/g;
const shortFraction = /\\[dtc]?frac ?(\d) ?(\d)(?!\d)/g;

/**
 * A text of science without LaTeX: `9.8\,\mathrm{m/s^{2}}` becomes `9.8 m/s^2`, `1.5\times 10^{-3}` `1.5× 10^-3`, `\frac{m}{s}` `(m)/(s)`. What has no
 * plain form stays as it is.
 */
export function plainScience(text: string): string {
  // One dollar sign alone is money; two stand around mathematics.
  const dollars = text.match(/(?<!\\)\$/g)?.length ?? 0;
  let plain = flattenMarkup(dollars === 1 ? text.replace("$", "\\$") : text);
  for (const [pattern, replacement] of symbols) plain = plain.replace(pattern, replacement);
  plain = plain
    .replace(shortFraction, (_, top: string, bottom: string) => ` ${top}/${bottom}`)
    .replace(fraction, (_, top: string, bottom: string) =>
      /^\d{1,40}$/.test(top) && /^\d{1,40}$/.test(bottom) ? ` ${top}/${bottom}` : `(${top})/(${bottom})`,
    )
    .replace(/\^ ?\{([^{}]{1,16})\}/g, "^$1")
    .replace(/\{([^{}\\]{0,80})\}/g, "$1");
  return plain.replace(/ {2,}/g, " ").replace(/^ | $/g, "");
}
