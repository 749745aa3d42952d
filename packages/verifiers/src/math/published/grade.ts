import { parseExpression } from "../parse-structure.ts";
import { equalExpressions } from "../equal-expressions.ts";
import { cleanText } from "../clean-text.ts";
import type { WorkCounter } from "../../work-counter.ts";
import { normalizeCompetition } from "./normalize-competition.ts";
import { normalizePlain } from "./normalize-plain.ts";

/** How far two numbers may be apart, relative to the larger one. */
const tolerance = 1e-4;
const maximumChars = 1000;
const maximumItems = 200;

/**
 * The official GURU rule for one candidate: two string normalisers, a comparison of values with the original's restrictions,
 * then numbers within 10⁻⁴, also a hundred times as large or as small.
 */
export function publishedEqual(candidate: string, gold: string, work: WorkCounter): boolean {
  work.take(candidate.length + gold.length);
  return gradeStrings(candidate, gold, work) || equalLoosely(candidate.slice(0, maximumChars), gold, work);
}

function gradeStrings(candidate: string, gold: string, work: WorkCounter): boolean {
  if (normalizeCompetition(candidate) === normalizeCompetition(gold)) return true;
  const given = normalizePlain(candidate);
  const wanted = normalizePlain(gold);
  if (given === wanted) return true;
  if (given === "") return false;
  const wantedItems = tupleItems(wanted);
  const givenItems = tupleItems(given);
  if (wantedItems.length > 1 && (wanted[0] !== given[0] || wanted.at(-1) !== given.at(-1))) return false;
  if (wantedItems.length !== givenItems.length || wantedItems.length > maximumItems) return false;
  return wantedItems.every((item, index) => equalElements(givenItems[index] ?? "", item, work));
}

/** The items of one bracketed tuple without inner brackets; else the text itself. */
function tupleItems(text: string): readonly string[] {
  const plain = text.replaceAll(/(\d),(\d{3})(?!\d)/g, "$1$2");
  const bracketed = plain.length > 2 && /^[([]/.test(plain) && /[)\]]$/.test(plain);
  if (!bracketed || /[()[\]]/.test(plain.slice(1, -1))) return [plain];
  return plain.slice(1, -1).split(",");
}

function equalElements(given: string, wanted: string, work: WorkCounter): boolean {
  const isFraction = (text: string): boolean => /^-?\d+\/0*[1-9]\d*$/.test(text);
  if (isFraction(given) && isFraction(wanted)) return given === wanted;
  if (isWhole(given) !== isWhole(wanted)) return false;
  return equalSymbols(given, wanted, work);
}

function isWhole(text: string): boolean {
  const value = numberOf(text);
  return value !== undefined && Math.abs(value - Math.round(value)) <= 1e-7;
}

/** Stands for the original's symbolic comparison: what it refuses is refused here too. */
function equalSymbols(given: string, wanted: string, work: WorkCounter): boolean {
  for (const text of [given, wanted]) {
    if (/\^\{|\^\(|\^\d+\^|\^\d\d|[:_]/.test(text)) return false;
    const letters = text.replaceAll("sqrt", "").replaceAll("frac", "").match(/[a-z]/g) ?? [];
    if (new Set(letters).size > 2) return false;
  }
  const left = parseExpression(cleanText(given), work);
  const right = parseExpression(cleanText(wanted), work);
  return left.ok && right.ok && equalExpressions(left.value, right.value, { work });
}

/** Numbers within the tolerance, brackets and braces that do not matter, and lists item by item. */
function equalLoosely(given: string, wanted: string, work: WorkCounter, depth = 0): boolean {
  work.take(given.length + wanted.length);
  if (given.includes("\\pi") || wanted.includes("\\pi")) return false;
  const left = prepared(given);
  const right = prepared(wanted);
  if (left === undefined || right === undefined) return false;
  if (left.toLowerCase().trim() === right.toLowerCase().trim()) return true;
  if (left.replaceAll(" ", "") === right.replaceAll(" ", "")) return true;
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return [rightNumber / 100, rightNumber, rightNumber * 100].some((target) => isClose(leftNumber, target));
  }
  if (left === "") return false;
  if (bare(left) === bare(right)) return true;
  if (depth > 2 || !left.includes(",") || !right.includes(",")) return false;
  const leftItems = inner(left).split(",");
  const rightItems = inner(right).split(",");
  if (leftItems.length !== rightItems.length || leftItems.length > maximumItems) return false;
  return leftItems.every((item, index) =>
    equalLoosely(item.trim(), (rightItems[index] ?? "").trim(), work, depth + 1),
  );
}

function prepared(text: string): string | undefined {
  let value = /^\$\d/.test(text) ? text.slice(1) : text;
  if (/^-?[\d.]+\\?%$/.test(value)) value = value.replace(/\\?%$/, "");
  if (!value.includes("_")) return value;
  const digits = value.split("_")[0] ?? "";
  // A name with an index is no number, and makes the original give up.
  return /^[+-]?\d+$/.test(digits.trim()) ? digits.trim() : undefined;
}

function bare(text: string): string {
  return text.replaceAll(/[{}()[\]]/g, "");
}

function inner(text: string): string {
  return /^[([]/.test(text) && /[)\]]$/.test(text) ? text.slice(1, -1) : text;
}

function isClose(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** A number as the original reads it: every comma is dropped. */
function numberOf(text: string): number | undefined {
  const plain = text.replaceAll("{,}", "").replaceAll(",", "").trim();
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i.test(plain)) return undefined;
  const value = Number(plain.replaceAll("_", ""));
  return Number.isFinite(value) ? value : undefined;
}
