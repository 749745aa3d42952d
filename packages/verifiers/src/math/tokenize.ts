import { unreadable, type Parsed, parsed, preview } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { isUnitWord } from "./answer-units.ts";
import { bracketFunctions, functionNames } from "./known-names.ts";
import { commandSigns, dressCommands, spacingCommands, textCommands } from "./latex-commands.ts";
import { greekNames } from "./unicode-signs.ts";
import { scanNumeral } from "./scan-numeral.ts";
import { splitLetters } from "./split-letters.ts";
import type { Token } from "./token.ts";
import { trimSpace } from "./trim-space.ts";

const maximumTokens = 1500;
/** Commands that the parser reads with their arguments. */
const argumentCommands = new Set([
  "frac", "sqrt", "binom", "begin", "end", "overline", "bar", "sum", "prod", "pmod", "bmod", "choose", "over", "mathbb",
  "phantom", "row", "conj", "stackrel",
]); // prettier-ignore
const sameCommand: Readonly<Record<string, string>> = {
  dfrac: "frac",
  tfrac: "frac",
  cfrac: "frac",
  nicefrac: "frac",
  sfrac: "frac",
  dbinom: "binom",
  tbinom: "binom",
  mod: "bmod",
  hphantom: "phantom",
  vphantom: "phantom",
};
const plainSigns = new Set("+-*/^_!'=<>,;:()[]{}|&%°≤≥≠≈≡∈∉⊂∪∩∖‖⟨⟩±∓…∞∅⌊⌋⌈⌉~".split(""));

class UnreadableText extends Error {}

/** Splits a cleaned answer into tokens. Fails on signs that mean nothing in mathematics, such as zero-width characters. */
export function tokenize(text: string, work: WorkCounter): Parsed<readonly Token[]> {
  const scanner = new Scanner(text, work);
  try {
    scanner.scan(0, text.length, false);
  } catch (error) {
    if (error instanceof UnreadableText) return unreadable(error.message);
    throw error;
  }
  scanner.push("end", "");
  return parsed(scanner.tokens);
}

class Scanner {
  readonly tokens: Token[] = [];
  private readonly text: string;
  private readonly work: WorkCounter;
  private space = false;
  private brackets = 0;
  private nesting = 0;

  constructor(text: string, work: WorkCounter) {
    this.text = text;
    this.work = work;
  }

  push(kind: Token["kind"], text: string, node?: Token["node"]): void {
    if (this.tokens.length >= maximumTokens) throw new UnreadableText("the answer has too many parts");
    this.tokens.push({ kind, text, space: this.space, ...(node === undefined ? {} : { node }) });
    this.space = false;
  }

  scan(from: number, to: number, words: boolean): void {
    let index = from;
    while (index < to) {
      this.work.take();
      index = this.step(index, to, words);
    }
  }

  private step(index: number, to: number, words: boolean): number {
    const { text } = this;
    const unit = text[index] ?? "";
    if (unit === " " || unit === "\n" || unit === "\t" || unit === "\r" || unit === "~") {
      this.space = true;
      return index + 1;
    }
    if (isDigit(unit) || (unit === "." && isDigit(text[index + 1] ?? ""))) return this.number(index);
    if (isLetter(unit)) return this.letters(index, to, words);
    if (unit === "\\") return this.command(index, to);
    return this.sign(unit, index);
  }

  private number(index: number): number {
    const numeral = scanNumeral(this.text, index, this.brackets > 0);
    if (numeral === undefined) throw new UnreadableText("a number is too long");
    this.work.take(numeral.end - index);
    this.push("number", numeral.digits, numeral.node);
    return numeral.end;
  }

  private letters(index: number, to: number, words: boolean): number {
    let end = index;
    while (end < to && isLetter(this.text[end] ?? "")) end++;
    const run = this.text.slice(index, end);
    this.work.take(run.length);
    const before = this.tokens.at(-1);
    const afterValue = before !== undefined && (before.kind === "number" || /^[)}\]°]$/.test(before.text));
    for (const piece of words ? splitWord(run, afterValue) : splitLetters(run, afterValue)) {
      this.push(piece.kind, piece.text);
    }
    return end;
  }

  private sign(unit: string, index: number): number {
    const { text } = this;
    const three = text.slice(index, index + 3);
    const two = three.slice(0, 2);
    if (three === "...") return this.pushSign("…", index + 3);
    if (two === "**") return this.pushSign("^", index + 2);
    if (three === "<=>" || three === "==>") throw new UnreadableText(`${three} is no answer`);
    if (two === "<=" || two === "=<") return this.pushSign("≤", index + 2);
    if (two === ">=" || two === "=>") return this.pushSign("≥", index + 2);
    if (two === "!=" && text[index + 2] !== "=") return this.pushSign("≠", index + 2);
    if (two === "==") return this.pushSign("=", index + 2);
    if (three === "+/-") return this.pushSign("±", index + 3);
    if (three === "{,}") return index + 3;
    if (plainSigns.has(unit)) return this.pushSign(unit, index + 1);
    if (unit === "$" || unit === "€" || unit === "£" || unit === "¢") {
      this.push("word", unit);
      return index + 1;
    }
    if (unit === '"' || unit === "`" || unit === "“" || unit === "”" || unit === "?") {
      this.push("word", unit);
      return index + 1;
    }
    if (unit === ".") {
      this.push("sign", ".");
      return index + 1;
    }
    throw new UnreadableText(`${preview(text)} holds a sign that means nothing`);
  }

  private pushSign(sign: string, end: number): number {
    if (sign === "(" || sign === "[" || sign === "\\{") this.brackets++;
    if (sign === ")" || sign === "]" || sign === "\\}") this.brackets = Math.max(0, this.brackets - 1);
    this.push("sign", sign);
    return end;
  }

  private command(index: number, to: number): number {
    const { text } = this;
    const next = text[index + 1] ?? "";
    if (next === "\\") {
      this.push("command", "row");
      const skip = /^\[-?\d{0,3}(?:\.\d{1,2})?(?:pt|em|ex|mm|cm)\]/.exec(text.slice(index + 2, index + 14));
      return index + 2 + (skip?.[0].length ?? 0);
    }
    if (next === "{" || next === "}") return this.pushSign(`\\${next}`, index + 2);
    if (next === "%") return this.pushSign("%", index + 2);
    if (next === "|") return this.pushSign("‖", index + 2);
    if (next === "_" || next === "&" || next === "#")
      return this.pushSign(next === "&" ? "," : next, index + 2);
    if (next === "$") {
      this.push("word", "$");
      return index + 2;
    }
    if (!isLetter(next)) {
      this.space = true;
      return index + (/[,;:! >\n\t'"()[\].]/.test(next) ? 2 : 1);
    }
    let end = index + 1;
    while (end < to && isLetter(text[end] ?? "")) end++;
    return this.named(text.slice(index + 1, end), index + 1, to);
  }

  /** A command by its name; an unknown one is cut behind the longest known beginning, as in `\quadx`. */
  private named(written: string, start: number, to: number): number {
    let name = sameCommand[written] ?? written;
    let end = start + written.length;
    if (!this.known(name)) {
      for (let length = written.length - 1; length >= 2; length--) {
        const shorter = sameCommand[written.slice(0, length)] ?? written.slice(0, length);
        if (!this.known(shorter)) continue;
        name = shorter;
        end = start + length;
        break;
      }
    }
    const sign = commandSigns[name];
    if (sign !== undefined) {
      if (sign === " and " || sign === " or ") this.push("word", trimSpace(sign));
      else this.pushSign(sign, end);
      return end;
    }
    if (spacingCommands.has(name)) {
      this.space = true;
      // `\left.` and `\right.` draw nothing.
      return (name === "left" || name === "right") && this.text[end] === "." ? end + 1 : end;
    }
    if (textCommands.has(name)) return this.textArgument(name, end, to);
    if (name === "begin" || name === "end") return this.environment(name, end);
    const functionName = functionNames[name] ?? bracketFunctions[name];
    if (name === "pi" || greekNames.has(name)) this.push("symbol", canonicalGreek(name));
    else if (name === "imath" || name === "jmath") this.push("symbol", name[0] ?? "");
    else if (functionName !== undefined && name !== "sqrt" && name !== "binom")
      this.push("function", functionName);
    else if (name === "color" || name === "textcolor") return this.skipBraces(end);
    else if (argumentCommands.has(name)) this.push("command", name);
    else if (!dressCommands.has(name)) {
      // An unknown command stands for itself, so that equal texts stay equal.
      this.push("symbol", `\\${name}`);
    }
    return end;
  }

  /** `\\begin{array}{cc}` as one token with the name behind a colon; the columns are skipped. */
  private environment(name: string, start: number): number {
    const match = /^[ \t\n\r]?\{[ \t\n\r]?([a-zA-Z]{1,16})\*?[ \t\n\r]?\}(?:[ \t\n\r]?\{[^{}]{0,40}\})?/.exec(
      this.text.slice(start, start + 70),
    );
    if (match === null) throw new UnreadableText(`a \\${name} names no environment`);
    const environment = match[1] ?? "";
    this.push("command", `${name}:${environment}`);
    const whole = match[0];
    return start + (environment === "array" && name === "begin" ? whole.length : whole.indexOf("}") + 1);
  }

  private known(name: string): boolean {
    return (
      commandSigns[name] !== undefined ||
      spacingCommands.has(name) ||
      textCommands.has(name) ||
      dressCommands.has(name) ||
      argumentCommands.has(name) ||
      greekNames.has(name) ||
      functionNames[name] !== undefined ||
      bracketFunctions[name] !== undefined ||
      name === "pi" ||
      name === "color"
    );
  }

  private skipBraces(start: number): number {
    let end = start;
    while (this.text[end] === " ") end++;
    if (this.text[end] !== "{") return start;
    const close = this.text.indexOf("}", end);
    return close < 0 ? start : close + 1;
  }

  /** The words between the braces of `\text{…}`; formulas and further commands in them are read as such. */
  private textArgument(name: string, start: number, to: number): number {
    let open = start;
    while (this.text[open] === " ") open++;
    if (this.text[open] !== "{") return start;
    let depth = 0;
    let close = open;
    for (; close < to; close++) {
      const unit = this.text[close];
      if (unit === "\\") close++;
      else if (unit === "{") depth++;
      else if (unit === "}" && --depth === 0) break;
    }
    this.work.take(close - open);
    if (++this.nesting > 8) throw new UnreadableText("the text is nested too deeply");
    const content = trimSpace(this.text.slice(open + 1, close));
    const named = functionNames[content] ?? bracketFunctions[content];
    if (named !== undefined && name !== "text") this.push("function", named);
    else {
      const spaceBefore = /^[ ~]/.test(this.text.slice(open + 1, open + 2));
      if (spaceBefore) this.space = true;
      this.scan(open + 1, Math.min(close, to), true);
      if (this.text[close - 1] === " ") this.space = true;
    }
    this.nesting--;
    return close + 1;
  }
}

function splitWord(run: string, afterValue: boolean): readonly Pick<Token, "kind" | "text">[] {
  if (run.length === 1) return [{ kind: afterValue && isUnitWord(run) ? "word" : "symbol", text: run }];
  return [{ kind: "word", text: run }];
}

function canonicalGreek(name: string): string {
  return name.startsWith("var") ? name.slice(3) : name;
}

function isDigit(unit: string): boolean {
  return unit >= "0" && unit <= "9" && unit.length === 1;
}

function isLetter(unit: string): boolean {
  return (unit >= "a" && unit <= "z") || (unit >= "A" && unit <= "Z");
}
