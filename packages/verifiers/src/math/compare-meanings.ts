import type { Expression } from "./expression.ts";
import { equalCollections, type CollectionOptions } from "./compare-collections.ts";
import { equalRelations, replaceLetter, sameName } from "./compare-relations.ts";
import { equalScalars, equalValues } from "./compare-scalars.ts";
import { equalExpressions } from "./equal-expressions.ts";
import type { Meaning } from "./meaning.ts";
import { equalRegions } from "./equal-regions.ts";
import { regionOf } from "./region-of.ts";

/** Whether an answer means what the gold means. */
export function equalMeanings(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  options.work.take(4);
  const named = alignNames(gold, answer);
  if (named === undefined) return false;
  return equalUnnamed(gold, named, options) || equalAsRegions(gold, named, options);
}

/** The answer with the letter of a function renamed to the gold's; `undefined` where it is the value of something else. */
function alignNames(gold: Meaning, answer: Meaning): Meaning | undefined {
  const { name } = gold;
  const other = answer.name;
  if (name === undefined || other === undefined || sameName(name, other)) return answer;
  if (name.kind === "symbol" && other.kind === "symbol") {
    // `y = 5` is no answer for `x = 5`; longer names, such as `AB` and `BA`, are left to the reader.
    return /^[a-zA-Z]$/.test(name.name) && /^[a-zA-Z]$/.test(other.name) ? undefined : answer;
  }
  if (name.kind !== "apply" || other.kind !== "apply" || name.name !== other.name) return answer;
  const [from] = other.args;
  const [to] = name.args;
  if (from?.kind !== "symbol" || to === undefined || answer.kind !== "scalar") return answer;
  return { ...answer, value: replaceLetter(answer.value, from.name, to) };
}

function equalUnnamed(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  if (gold.kind === "scalar" && answer.kind === "scalar") return equalScalars(gold, answer, options);
  if (gold.kind === "words" && answer.kind === "words") return gold.text === answer.text;
  if (gold.kind === "relation" && answer.kind === "relation") return equalRelations(gold, answer, options);
  if (gold.kind === "relation")
    return isAssignment(answer) && equalRelations(gold, assignment(answer), options);
  if (answer.kind === "relation")
    return isAssignment(gold) && equalRelations(assignment(gold), answer, options);
  if (gold.kind === "ratio" || answer.kind === "ratio") return equalRatios(gold, answer, options);
  return equalCollections(gold, answer, options);
}

type Assignment = Extract<Meaning, { kind: "scalar" }> & { readonly name: Expression };

function isAssignment(meaning: Meaning): meaning is Assignment {
  return meaning.kind === "scalar" && meaning.name?.kind === "symbol";
}

function assignment(meaning: Assignment): { members: Expression[]; signs: ["="] } {
  return { members: [meaning.name, meaning.value], signs: ["="] };
}

function equalAsRegions(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  const simple = (meaning: Meaning): boolean => meaning.kind === "tuple" || meaning.kind === "set";
  if (simple(gold) && simple(answer)) return false;
  if (gold.kind === "scalar" || answer.kind === "scalar") return false;
  if (gold.kind === "relation" && answer.kind === "relation" && !sameSubject(gold.members, answer.members))
    return false;
  const goldRegion = regionOf(gold, options);
  const answerRegion = goldRegion === undefined ? undefined : regionOf(answer, options);
  return (
    goldRegion !== undefined && answerRegion !== undefined && equalRegions(goldRegion, answerRegion, options)
  );
}

/** Two inequalities speak of the same letter. */
function sameSubject(gold: readonly Expression[], answer: readonly Expression[]): boolean {
  const letterOf = (members: readonly Expression[]): string | undefined => {
    const subject = members.find((member) => member.kind === "symbol");
    return subject?.kind === "symbol" ? subject.name : undefined;
  };
  const [left, right] = [letterOf(gold), letterOf(answer)];
  return left === undefined || right === undefined || left === right;
}

/** Ratios are equal when they are in proportion; times of day only when they are the same. */
function equalRatios(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  const partsOf = (meaning: Meaning): readonly Expression[] | undefined => {
    if (meaning.kind === "ratio") return meaning.parts;
    return meaning.kind === "scalar"
      ? [meaning.value, { kind: "number", numerator: 1n, denominator: 1n }]
      : undefined;
  };
  const left = partsOf(gold);
  const right = partsOf(answer);
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  const goldHalf = gold.kind === "ratio" ? gold.half : undefined;
  const answerHalf = answer.kind === "ratio" ? answer.half : undefined;
  if (goldHalf !== undefined && answerHalf !== undefined && goldHalf !== answerHalf) return false;
  if (goldHalf !== undefined || answerHalf !== undefined || (isTime(gold) && isTime(answer))) {
    return left.every((part, index) => equalExpressions(part, right[index] ?? part, options));
  }
  const [firstLeft, ...restLeft] = left;
  const [firstRight, ...restRight] = right;
  if (firstLeft === undefined || firstRight === undefined) return false;
  return restLeft.every((part, index) => {
    const other = restRight[index];
    if (other === undefined) return false;
    const cross = (a: Expression, b: Expression): Expression => ({
      kind: "binary",
      operator: "*",
      left: a,
      right: b,
    });
    return equalValues(cross(firstLeft, other), cross(firstRight, part), options);
  });
}

/** `12:00` may be a time: hours, and two digits of minutes. */
function isTime(meaning: Meaning): boolean {
  if (meaning.kind !== "ratio" || meaning.digits === undefined) return false;
  const [hours = "", ...rest] = meaning.digits;
  return hours.length <= 2 && rest.every((digits) => digits.length === 2 && Number(digits) < 60);
}
