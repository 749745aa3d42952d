import { isUnitWord } from "./answer-units.ts";
import { bracketFunctions, functionNames, numberWords } from "./known-names.ts";
import { greekNames } from "./unicode-signs.ts";
import type { Token } from "./token.ts";

type Piece = Pick<Token, "kind" | "text">;

const shortWords = new Set(["yes", "no", "odd", "none", "all", "any", "and", "or", "is", "pm", "am", "the", "pct", "per", "sq", "deg", "to"]); // prettier-ignore
const functionsInside =
  /^([a-z]{0,2}?)(arcsin|arccos|arctan|sin|cos|tan|cot|sec|csc|ln|log|sqrt|exp)([a-z]{0,2})$/;
const percentWords = new Set(["percent", "percentage", "pct"]);

/** What a run of letters outside `\text{…}` stands for: a function, a word, a unit behind a number, or a product of letters. */
export function splitLetters(run: string, afterValue: boolean): readonly Piece[] {
  if (run.length === 1) return [{ kind: "symbol", text: run }];
  const named = nameOf(run);
  if (named !== undefined) return [named];
  if (run === "and" || run === "or" || percentWords.has(run)) return [{ kind: "word", text: run }];
  if (afterValue) {
    if (isUnitWord(run) || /^[AP]M$/.test(run)) return [{ kind: "word", text: run }];
    // `1or x=2` without spaces: the joint is glued to what stands beside it.
    const glued = /^(or|and)([A-Z][A-Za-z]?|[a-z])$/.exec(run);
    if (glued !== null)
      return [{ kind: "word", text: glued[1] ?? "" }, ...splitLetters(glued[2] ?? "", false)];
  }
  if (/^[A-Z]+$/.test(run)) return [{ kind: "symbol", text: run }];
  const inside = functionsInside.exec(run);
  if (inside !== null) {
    const [, before = "", name = "", behind = ""] = inside;
    return [...letters(before), ...[nameOf(name)].filter((piece) => piece !== undefined), ...letters(behind)];
  }
  if (run.endsWith("pi") && run.length <= 3)
    return [...letters(run.slice(0, -2)), { kind: "symbol", text: "pi" }];
  if (isWord(run)) return [{ kind: "word", text: run }];
  return letters(run);
}

function nameOf(run: string): Piece | undefined {
  const lower = run.toLowerCase();
  if (run === "pi" || run === "Pi" || run === "PI") return { kind: "symbol", text: "pi" };
  if (/^(?:oo|inf|infty|infinity)$/.test(lower)) return { kind: "sign", text: "∞" };
  const name = functionNames[run] ?? bracketFunctions[run];
  if (name !== undefined) return { kind: "function", text: name };
  if (greekNames.has(run)) return { kind: "symbol", text: run };
  return undefined;
}

function isWord(run: string): boolean {
  if (shortWords.has(run.toLowerCase()) || numberWords[run.toLowerCase()] !== undefined) return true;
  if (/^[A-Z][a-z]{2,}/.test(run)) return true;
  if (run.length <= 3) return false;
  // `abcd` and `wxyz` are products, other long runs are words.
  for (let index = 1; index < run.length; index++)
    if ((run[index] ?? "") <= (run[index - 1] ?? "")) return true;
  return run.length > 5;
}

function letters(run: string): Piece[] {
  return Array.from(run, (letter) => ({ kind: "symbol", text: letter }));
}
