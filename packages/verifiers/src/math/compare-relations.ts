import { equalExpressions, type EqualityOptions } from "./equal-expressions.ts";
import { evaluate } from "./evaluate.ts";
import { complexField, type Complex } from "./complex-field.ts";
import type { Expression, RelationSign } from "./expression.ts";
import { lettersOf, sampleKindOf, sampleOf } from "./sample-points.ts";
import { structureKey } from "./structure-key.ts";

/** An equation or inequality between two sides, or a chain of them. */
interface RelationParts {
  readonly members: readonly Expression[];
  readonly signs: readonly RelationSign[];
}

const mirrored: Readonly<Partial<Record<RelationSign, RelationSign>>> = {
  "<": ">",
  ">": "<",
  "≤": "≥",
  "≥": "≤",
};

/** Whether two relations say the same: the difference of the sides is the same up to a factor, or the chains agree member by member. */
export function equalRelations(
  gold: RelationParts,
  answer: RelationParts,
  options: EqualityOptions,
): boolean {
  if (gold.signs.length !== answer.signs.length) return false;
  if (gold.signs.length > 1) return equalChains(gold, answer, options);
  const [goldSign] = gold.signs;
  const [answerSign] = answer.signs;
  if (goldSign === undefined || answerSign === undefined) return false;
  const goldSide = sideOf(gold);
  const answerSide = sideOf(answer);
  if (goldSide === undefined || answerSide === undefined) return false;
  if (goldSign === "=" || goldSign === "≠") {
    if (answerSign !== goldSign) return false;
    return factorBetween(goldSide, answerSide, options) !== undefined || solvesAlike(gold, answer, options);
  }
  if (mirrored[goldSign] === undefined)
    return goldSign === answerSign && equalMembers(gold.members, answer.members, options);
  const factor = factorBetween(goldSide, answerSide, options);
  if (factor === undefined) return false;
  return factor > 0 ? goldSign === answerSign : mirrored[goldSign] === answerSign;
}

function sideOf({ members }: RelationParts): Expression | undefined {
  const [left, right] = members;
  return left === undefined || right === undefined
    ? undefined
    : { kind: "binary", operator: "-", left, right };
}

/** A chain may be read from either end. */
function equalChains(gold: RelationParts, answer: RelationParts, options: EqualityOptions): boolean {
  const alike = (members: readonly Expression[], signs: readonly (RelationSign | undefined)[]): boolean =>
    signs.every((sign, index) => sign === gold.signs[index]) && equalMembers(gold.members, members, options);
  if (alike(answer.members, answer.signs)) return true;
  return alike(
    [...answer.members].reverse(),
    [...answer.signs].reverse().map((sign) => mirrored[sign] ?? sign),
  );
}

function equalMembers(
  gold: readonly Expression[],
  answer: readonly Expression[],
  options: EqualityOptions,
): boolean {
  return (
    gold.length === answer.length &&
    gold.every((member, index) => {
      const other = answer[index];
      return other !== undefined && equalExpressions(member, other, options);
    })
  );
}

/** The number c ≠ 0 with a = c·b for all letters; `undefined` where there is none. */
function factorBetween(a: Expression, b: Expression, options: EqualityOptions): number | undefined {
  const kind = sampleKindOf([a, b]);
  const at = (node: Expression, round: number): Complex | undefined =>
    evaluate(node, complexField, {
      ...options,
      symbol: (name) => {
        const { re, im } = sampleOf(name, round, kind === "complex" ? "real" : kind);
        return { re: re / 64, im: im / 64 };
      },
    });
  for (let round = 0; round < 4; round++) {
    const left = at(a, round);
    const right = at(b, round);
    if (left === undefined || right === undefined || Math.abs(right.re) < 1e-6 || Math.abs(left.re) < 1e-6)
      continue;
    const ratio = left.re / right.re;
    const factor = wholeRatio(ratio);
    if (factor === undefined) return undefined;
    const scaled: Expression = { kind: "binary", operator: "*", left: factor, right: b };
    if (equalExpressions(a, scaled, options)) return ratio;
    return lettersOf(a).size > 0 && equalByDoubles(a, b, ratio, at) ? ratio : undefined;
  }
  return undefined;
}

/** A ratio as a fraction with a small denominator; irrational factors are left as doubles. */
function wholeRatio(ratio: number): Expression | undefined {
  if (!Number.isFinite(ratio) || Math.abs(ratio) > 1e12) return undefined;
  for (let denominator = 1; denominator <= 5040; denominator++) {
    const numerator = Math.round(ratio * denominator);
    if (numerator !== 0 && Math.abs(numerator / denominator - ratio) < 1e-11 * Math.abs(ratio)) {
      const size: Expression = {
        kind: "number",
        numerator: BigInt(Math.abs(numerator)),
        denominator: BigInt(denominator),
      };
      return numerator < 0 ? { kind: "negate", arg: size } : size;
    }
  }
  return { kind: "number", numerator: 1n, denominator: 1n };
}

function equalByDoubles(
  a: Expression,
  b: Expression,
  ratio: number,
  at: (node: Expression, round: number) => Complex | undefined,
): boolean {
  let agreed = 0;
  for (let round = 0; round < 6; round++) {
    const left = at(a, round);
    const right = at(b, round);
    if (left === undefined || right === undefined) continue;
    if (Math.abs(left.re - ratio * right.re) > 1e-9 * Math.max(1, Math.abs(left.re))) return false;
    agreed++;
  }
  return agreed >= 4;
}

/** `xy = 1` and `y = 1/x`: one is solved for a letter in which the other is linear, and solves it. */
function solvesAlike(gold: RelationParts, answer: RelationParts, options: EqualityOptions): boolean {
  return solves(gold, answer, options) || solves(answer, gold, options);
}

function solves(solved: RelationParts, other: RelationParts, options: EqualityOptions): boolean {
  const [left, right] = solved.members;
  const side = sideOf(other);
  if (left?.kind !== "symbol" || right === undefined || side === undefined) return false;
  if (lettersOf(right).has(left.name) || !lettersOf(side).has(left.name)) return false;
  const put = (value: Expression): Expression => replaceLetter(side, left.name, value);
  const at = (value: bigint): Expression => put({ kind: "number", numerator: value, denominator: 1n });
  const zero: Expression = { kind: "number", numerator: 0n, denominator: 1n };
  // Linear in the letter: f(0) - 2 f(1) + f(2) = 0, and f(1) ≠ f(0).
  const bend: Expression = {
    kind: "binary",
    operator: "-",
    left: { kind: "binary", operator: "+", left: at(0n), right: at(2n) },
    right: {
      kind: "binary",
      operator: "*",
      left: { kind: "number", numerator: 2n, denominator: 1n },
      right: at(1n),
    },
  };
  return (
    equalExpressions(bend, zero, options) &&
    !equalExpressions(at(0n), at(1n), options) &&
    equalExpressions(put(right), zero, options)
  );
}

/** Puts an expression in the place of a letter. */
export function replaceLetter(node: Expression, name: string, value: Expression): Expression {
  const inner = (child: Expression): Expression => replaceLetter(child, name, value);
  switch (node.kind) {
    case "symbol":
      return node.name === name ? value : node;
    case "binary":
      return { ...node, left: inner(node.left), right: inner(node.right) };
    case "negate":
    case "percent":
    case "degree":
      return { ...node, arg: inner(node.arg) };
    case "call":
    case "apply":
      return { ...node, args: node.args.map(inner) };
    case "series":
      return node.variable === name
        ? node
        : { ...node, from: inner(node.from), to: inner(node.to), body: inner(node.body) };
    default:
      return node;
  }
}

/** Whether two names name the same thing. */
export function sameName(a: Expression, b: Expression): boolean {
  return structureKey(a) === structureKey(b);
}
