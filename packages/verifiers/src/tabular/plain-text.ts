import type { WorkCounter } from "../work-counter.ts";
import { latexSigns, latexSpaces, latexWrappers } from "./latex-commands.ts";

/** `\frac` inside `\frac`: deeper ones stay as they are written. */
const maximumDepth = 4;

/**
 * An answer without its LaTeX and Markdown: wrappers such as `\text{…}` and `$…$` go, `\%` becomes `%`, `\frac{1}{2}` becomes `1/2`,
 * `1{,}234` and `1\,234` become `1,234`. A command that is not known stays, and makes the answer another text.
 */
export function plainText(text: string, work: WorkCounter, depth = 0): string {
  work.take(text.length);
  let plain = "";
  let index = 0;
  while (index < text.length) {
    const piece =
      text[index] === "\\" ? readCommand(text, index, { work, depth, plain }) : readUnit(text, index);
    plain += piece.plain;
    index = piece.end;
  }
  return plain;
}

interface Piece {
  readonly plain: string;
  readonly end: number;
}

interface Surroundings {
  readonly work: WorkCounter;
  readonly depth: number;
  /** What stands before, in plain text. */
  readonly plain: string;
}

function readUnit(text: string, index: number): Piece {
  const unit = text[index] ?? "";
  const next = text[index + 1] ?? "";
  if (unit === "{" || unit === "}" || unit === "`") return { plain: "", end: index + 1 };
  if (unit === "*" && next === "*") return { plain: "", end: index + 2 };
  if (unit === "_" && next === "_") return { plain: "", end: index + 2 };
  if (unit === "$") return { plain: isMathDelimiter(text, index) ? "" : "$", end: index + 1 };
  if (unit === "^" && /^\^\{?\\circ/.test(text.slice(index, index + 7))) return { plain: "", end: index + 1 };
  return { plain: unit, end: index + 1 };
}

/** A dollar sign that closes a formula, or opens one that is closed: a sign of money has a number behind it and no partner. */
function isMathDelimiter(text: string, index: number): boolean {
  const closes = (at: number) =>
    at > 0 && !/[\s$]/.test(text[at - 1] ?? "") && !/\d/.test(text[at + 1] ?? "");
  const before = text.lastIndexOf("$", index - 1);
  if (index > 0 && before >= 0 && closes(index)) return true;
  const after = text.indexOf("$", index + 1);
  return text[index + 1] === "$" || text[index - 1] === "$" || (after > index && closes(after));
}

function readCommand(text: string, index: number, around: Surroundings): Piece {
  let end = index + 1;
  while (/[a-zA-Z]/.test(text[end] ?? "")) end++;
  const name = text.slice(index + 1, end);
  if (name === "") return readEscape(text, index, around.plain);
  if (/^[dtc]?frac$/.test(name)) return readFraction(text, end, around) ?? { plain: `\\${name}`, end };
  if (latexWrappers.has(name)) return { plain: "", end };
  if (latexSpaces.has(name)) return { plain: " ", end };
  return { plain: latexSigns.get(name) ?? `\\${name}`, end };
}

function readEscape(text: string, index: number, before: string): Piece {
  const unit = text[index + 1] ?? "";
  const end = index + 2;
  if (unit === "," || unit === "!") {
    const groups = /\d$/.test(before.slice(-1)) && /^\d{3}(?!\d)/.test(text.slice(end, end + 4));
    if (unit === "!") return { plain: "", end };
    return { plain: groups ? "," : " ", end };
  }
  if (";: \\\n".includes(unit)) return { plain: " ", end };
  if ("()[]".includes(unit)) return { plain: "", end };
  return { plain: /[A-Za-z]/.test(unit) ? `\\${unit}` : unit, end };
}

function readFraction(text: string, from: number, around: Surroundings): Piece | undefined {
  const top = readArgument(text, from);
  const bottom = top === undefined ? undefined : readArgument(text, top.end);
  if (top === undefined || bottom === undefined || around.depth >= maximumDepth) return undefined;
  const [above, below] = [top, bottom].map(({ plain }) => plainText(plain, around.work, around.depth + 1));
  const space = /[\p{L}\p{N}]$/u.test(around.plain.slice(-1)) ? " " : "";
  return { plain: `${space}${above ?? ""}/${below ?? ""}`, end: bottom.end };
}

/** A group in braces without them, or one digit. */
function readArgument(text: string, from: number): Piece | undefined {
  let start = from;
  while (text[start] === " ") start++;
  if (/\d/.test(text[start] ?? "")) return { plain: text[start] ?? "", end: start + 1 };
  if (text[start] !== "{") return undefined;
  let open = 0;
  for (let end = start; end < text.length; end++) {
    if (text[end] === "{") open++;
    else if (text[end] === "}" && --open === 0) return { plain: text.slice(start + 1, end), end: end + 1 };
  }
  return undefined;
}
