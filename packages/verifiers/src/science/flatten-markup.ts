/** Commands that only dress the text in their braces. */
const dressing = new Set([
  "text",
  "textbf",
  "textit",
  "textrm",
  "textsf",
  "texttt",
  "textnormal",
  "mathrm",
  "mathbf",
  "mathsf",
  "mathit",
  "mathtt",
  "mathcal",
  "boldsymbol",
  "operatorname",
  "mbox",
  "hbox",
  "boxed",
  "fbox",
  "emph",
  "underline",
  "bm",
  "ce",
  "pu",
  "si",
  "unit",
]);

/** Commands that stand for white space, or for nothing. */
const spacing = new Set(["quad", "qquad", "space", "thinspace", "left", "right", "displaystyle", "bf", "rm"]);

/**
 * The words of a text that is dressed in LaTeX and Markdown: `\text{…}` and its like are replaced by what they hold, dollar signs,
 * `\(`, `\)`, LaTeX spaces, `**`, `__` and backticks go away, runs of ASCII white space become one space. Everything else is
 * kept: hidden characters too. Linear in the length.
 */
export function flattenMarkup(text: string): string {
  const out: string[] = [];
  const dropsBrace: boolean[] = [];
  let index = 0;
  while (index < text.length) {
    const unit = text.charAt(index);
    if (unit === "\\") {
      index = flattenCommand(text, index, out, dropsBrace);
      continue;
    }
    if (unit === "{") dropsBrace.push(false);
    if (unit !== "}" || dropsBrace.pop() !== true) {
      if (unit === "$" || unit === "`") out.push("");
      else out.push(unit === "~" && index > 0 ? " " : unit);
    }
    index++;
  }
  const spaced = out
    .join("")
    .replaceAll("**", "")
    .replaceAll("__", "")
    .replace(/[ \t\n\v\f\r]+/g, " ");
  return withoutStars(spaced.replace(/^ | $/g, ""));
}

/** Handles what begins with a backslash at `index`, and gives the index behind it. */
function flattenCommand(text: string, index: number, out: string[], dropsBrace: boolean[]): number {
  const name = /^[a-zA-Z]{1,16}/.exec(text.slice(index + 1, index + 18))?.[0];
  if (name === undefined) {
    const next = text.charAt(index + 1);
    if (next === "$" || next === "%" || next === "&" || next === "#" || next === "_") out.push(next);
    else if (",;:! ".includes(next)) out.push(next === "!" ? "" : " ");
    else if (!"()[]".includes(next)) out.push("\\", next);
    return index + 2;
  }
  const after = index + 1 + name.length;
  if (spacing.has(name)) {
    out.push(" ");
    return after;
  }
  if (!dressing.has(name)) {
    out.push("\\", name);
    return after;
  }
  const brace = /^ {0,4}\{/.exec(text.slice(after, after + 5))?.[0];
  if (brace === undefined) return after;
  // Else `\circ\text{C}` would become `\circC`.
  if (out.at(-2) === "\\" && /^[a-zA-Z]/.test(out.at(-1) ?? "")) out.push(" ");
  dropsBrace.push(true);
  return after + brace.length;
}

/** A text without the pair of single signs of emphasis that stand around all of it. */
function withoutStars(text: string): string {
  const inner = text.slice(1, -1);
  return /^(?:\*.*\*|_.*_)$/s.test(text) && !inner.includes(text.charAt(0)) ? inner : text;
}
