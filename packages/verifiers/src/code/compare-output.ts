import { trimmedSpan } from "../extraction/trimmed-span.ts";
import type { VerifierMode } from "../verifier.ts";

/** How far floats may be off where the task states nothing: printed with six decimals they may be. */
export const usualTolerance: OutputTolerance = { relative: 1e-9, absolute: 1e-6 };

/** By an absolute amount, or by a share of the expected number, whichever is more. */
export interface OutputTolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** How outputs are compared. */
export interface OutputRules {
  readonly tolerance: OutputTolerance;
  /** Whether the lines may stand in any order. */
  readonly unorderedLines: boolean;
}

/** Only so many lines that differ are matched with one another when their order does not count. */
const mostUnmatchedLines = 1_000;

/**
 * Whether a program printed what it should: the same lines of the same tokens, white space within and behind lines and
 * empty lines around them aside. A token is equal to the same text, and to a number near it where a float is expected, one
 * written with a point or an exponent. An integer is only equal to itself, digit for digit.
 */
export function equalOutputs(actual: string, expected: string, rules: OutputRules): boolean {
  const [actualLines, expectedLines] = [linesOf(actual), linesOf(expected)];
  if (actualLines.length !== expectedLines.length) return false;
  if (!rules.unorderedLines) {
    return expectedLines.every((line, index) => equalLines(actualLines[index] ?? "", line, rules.tolerance));
  }
  const [unmatched, wanted] = withoutCommon(actualLines.map(joinedTokens), expectedLines.map(joinedTokens));
  if (wanted.length > mostUnmatchedLines) return false;
  for (const line of wanted) {
    const partner = unmatched.findIndex((other) => equalLines(other, line, rules.tolerance));
    if (partner < 0) return false;
    unmatched.splice(partner, 1);
  }
  return true;
}

/**
 * As GURU's scorer: the same number of lines and of tokens in each; a token is equal to the same text, `yes` and `no` in any
 * case, and any two tokens that Python's `float` reads are equal when they are at most 1e-6 apart.
 */
export function equalOutputsPublished(actual: string, expected: string): boolean {
  const [left, right] = [trimmed(actual), trimmed(expected)];
  if (left === right) return true;
  const [leftLines, rightLines] = [left.split("\n"), right.split("\n")];
  if (leftLines.length !== rightLines.length) return false;
  return rightLines.every((line, index) => {
    const [leftTokens, rightTokens] = [tokensOf(leftLines[index] ?? ""), tokensOf(line)];
    return (
      leftTokens.length === rightTokens.length &&
      rightTokens.every((token, place) => equalPublishedTokens(leftTokens[place] ?? "", token))
    );
  });
}

/** The comparison of a mode. */
export function outputComparison(
  mode: VerifierMode,
  rules: OutputRules,
): (actual: string, expected: string) => boolean {
  return mode === "published"
    ? equalOutputsPublished
    : (actual, expected) => equalOutputs(actual, expected, rules);
}

const spaces = /[ \t\v\f\r]+/;

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/).map(trimmedLine);
  while (lines.at(-1) === "") lines.pop();
  const first = lines.findIndex((line) => line !== "");
  return first > 0 ? lines.slice(first) : lines;
}

/** Without white space at its ends; only ASCII's, since hidden characters are never overlooked. */
function trimmedLine(line: string): string {
  const { start, end } = trimmedSpan(line, 0, line.length);
  return line.slice(start, end);
}

function tokensOf(line: string): string[] {
  return line.trim() === "" ? [] : line.trim().split(/\s+/);
}

function joinedTokens(line: string): string {
  return line.split(spaces).join(" ");
}

function equalLines(actual: string, expected: string, tolerance: OutputTolerance): boolean {
  if (actual === expected) return true;
  const [actualTokens, expectedTokens] = [actual.split(spaces), expected.split(spaces)];
  return (
    actualTokens.length === expectedTokens.length &&
    expectedTokens.every((token, index) => equalTokens(actualTokens[index] ?? "", token, tolerance))
  );
}

const plainNumber = /^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?$/;

function equalTokens(actual: string, expected: string, tolerance: OutputTolerance): boolean {
  if (actual === expected) return true;
  if (!/[.eE]/.test(expected) || !plainNumber.test(expected) || !plainNumber.test(actual)) return false;
  const [left, right] = [Number(actual), Number(expected)];
  const allowed = Math.max(tolerance.absolute, tolerance.relative * Math.abs(right));
  return Number.isFinite(left) && Math.abs(left - right) <= allowed;
}

/** Both lists without what they have in common, each as often as it is in both. */
function withoutCommon(actual: readonly string[], expected: readonly string[]): [string[], string[]] {
  const counts = new Map<string, number>();
  for (const line of actual) counts.set(line, (counts.get(line) ?? 0) + 1);
  const wanted = expected.filter((line) => {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    return left === 0;
  });
  return [[...counts].flatMap(([line, count]) => new Array<string>(count).fill(line)), wanted];
}

function trimmed(text: string): string {
  return text.trim().replaceAll("\r\n", "\n");
}

function equalPublishedTokens(actual: string, expected: string): boolean {
  if (actual === expected) return true;
  const [left, right] = [actual.toLowerCase(), expected.toLowerCase()];
  if (left === right && (right === "yes" || right === "no")) return true;
  const [leftNumber, rightNumber] = [pythonFloat(actual), pythonFloat(expected)];
  return leftNumber !== undefined && rightNumber !== undefined && Math.abs(leftNumber - rightNumber) <= 1e-6;
}

const pythonNumber =
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/** What Python's `float` makes of a text. */
function pythonFloat(text: string): number | undefined {
  if (pythonNumber.test(text)) return Number(text.replaceAll("_", ""));
  const special = /^([+-]?)(?:(inf|infinity)|nan)$/i.exec(text);
  if (special === null) return undefined;
  if (special[2] === undefined) return NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}
