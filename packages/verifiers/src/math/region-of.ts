import { type EqualityOptions, infinityOf } from "./equal-expressions.ts";
import { equalRegions } from "./equal-regions.ts";
import type { Expression, RelationSign } from "./expression.ts";
import { interpret } from "./interpret.ts";
import { holdsLetter, isName } from "./interpret-relation.ts";
import type { Collection, Meaning } from "./meaning.ts";
import type { Region } from "./region.ts";

const infinity: Expression = { kind: "constant", name: "infinity" };
const minusInfinity: Expression = { kind: "negate", arg: infinity };
const everything: Region = {
  kind: "interval",
  low: minusInfinity,
  high: infinity,
  lowIn: false,
  highIn: false,
};
const nothing: Region = { kind: "points", points: [] };

/** The real numbers that an answer describes: intervals, unions, solved inequalities, `x ≠ 2`, ℝ and ∅. */
export function regionOf(meaning: Meaning, options: EqualityOptions): Region | undefined {
  switch (meaning.kind) {
    case "region":
      return nodeRegion(meaning.node, options);
    case "tuple":
      return intervalOf(meaning.items, meaning.open ?? "", meaning.close ?? "");
    case "set":
      return pointsOf(meaning.items);
    case "list":
      return listRegion(meaning, options);
    case "relation":
      return relationRegion(meaning.members, meaning.signs);
    case "words":
      return wordsRegion(meaning.text);
    case "scalar":
      // A bare number is no set; `x = 5` is one point, but is compared as a value.
      return undefined;
    case "matrix":
    case "ratio":
      return undefined;
  }
}

/** Conditions joined by `or` hold one or the other, others all together; where that leaves nothing, as in `x < -2, x > 2`, one or the other. */
function listRegion(list: Collection, options: EqualityOptions): Region | undefined {
  const isUnion = list.joint === "or";
  if (
    !list.items.every(
      ({ kind }) => kind === "relation" || (isUnion && (kind === "tuple" || kind === "region")),
    )
  )
    return undefined;
  const parts: Region[] = [];
  for (const item of list.items) {
    const part = regionOf(item, options);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const both: Region = { kind: "join", operator: "∩", parts };
  return isUnion || equalRegions(both, nothing, options) ? { kind: "join", operator: "∪", parts } : both;
}

function wordsRegion(text: string): Region | undefined {
  if (/^(?:all )?reals?(?: numbers?)?$|^all real(?: numbers?)?(?: x)?$/.test(text)) return everything;
  return /^(?:none|empty(?: set)?|no (?:real )?solutions?|no such .{1,20}|(?:does not|doesn't) exist|dne)$/.test(
    text,
  )
    ? nothing
    : undefined;
}

function nodeRegion(node: Expression, options: EqualityOptions): Region | undefined {
  if (node.kind === "space") return node.name === "reals" ? everything : nothing;
  if (node.kind !== "region") return regionOf(interpret(node), options);
  const left = nodeRegion(node.left, options);
  const right = nodeRegion(node.right, options);
  return left === undefined || right === undefined
    ? undefined
    : { kind: "join", operator: node.operator, parts: [left, right] };
}

function intervalOf(items: readonly Meaning[], open: string, close: string): Region | undefined {
  const [low, high] = items;
  if (items.length !== 2 || low?.kind !== "scalar" || high?.kind !== "scalar") return undefined;
  if (!/^[([]$/.test(open) || !/^[)\]]$/.test(close)) return undefined;
  if (!isEnd(low.value) || !isEnd(high.value)) return undefined;
  return { kind: "interval", low: low.value, high: high.value, lowIn: open === "[", highIn: close === "]" };
}

function isEnd(node: Expression): boolean {
  return infinityOf(node) !== 0 || !holdsLetter(node);
}

function pointsOf(items: readonly Meaning[]): Region | undefined {
  const points: Expression[] = [];
  for (const item of items) {
    if (item.kind !== "scalar" || !isEnd(item.value) || item.unit !== undefined) return undefined;
    points.push(item.value);
  }
  return { kind: "points", points };
}

const mirrored: Readonly<Partial<Record<RelationSign, RelationSign>>> = {
  "<": ">",
  ">": "<",
  "≤": "≥",
  "≥": "≤",
  "≠": "≠",
};

/** A chain around one name, such as `0 < x ≤ 1`, `-x > -1` or `1 ≤ |z| ≤ 3/2`; unsolved inequalities are no regions. */
function relationRegion(members: readonly Expression[], signs: readonly RelationSign[]): Region | undefined {
  const at = members.findIndex((member) => holdsLetter(member) || isName(member));
  const subject = members[at];
  if (subject === undefined || members.some((member, index) => index !== at && !isEnd(member)))
    return undefined;
  const negated = subject.kind === "negate" && isName(subject.arg);
  const inner = negated ? subject.arg : subject;
  if (!isName(inner)) return undefined;
  const conditions: Region[] = [];
  for (const [index, sign] of signs.entries()) {
    const toRight = index >= at;
    const bound = members[toRight ? index + 1 : index];
    const seen = toRight ? sign : mirrored[sign];
    // In `a < b < x` the first sign says nothing of x.
    if (bound === undefined || seen === undefined || (index !== at && index !== at - 1)) return undefined;
    const used = negated ? mirrored[seen] : seen;
    if (used === undefined) return undefined;
    const end: Expression = negated ? { kind: "negate", arg: bound } : bound;
    conditions.push(halfLine(used, end));
  }
  const region: Region = { kind: "join", operator: "∩", parts: conditions };
  return inner.kind === "call" && inner.name === "abs" ? mirroredRegion(conditions) : region;
}

function halfLine(sign: RelationSign, bound: Expression): Region {
  switch (sign) {
    case "<":
      return { kind: "interval", low: minusInfinity, high: bound, lowIn: false, highIn: false };
    case "≤":
      return { kind: "interval", low: minusInfinity, high: bound, lowIn: false, highIn: true };
    case ">":
      return { kind: "interval", low: bound, high: infinity, lowIn: false, highIn: false };
    case "≥":
      return { kind: "interval", low: bound, high: infinity, lowIn: true, highIn: false };
    default:
      return { kind: "join", operator: "∖", parts: [everything, { kind: "points", points: [bound] }] };
  }
}

/** What `|x|` between bounds says of x: the part at and above zero, and its mirror image. */
function mirroredRegion(conditions: readonly Region[]): Region {
  const zero: Expression = { kind: "number", numerator: 0n, denominator: 1n };
  const above: Region = { kind: "interval", low: zero, high: infinity, lowIn: true, highIn: false };
  const right: Region = { kind: "join", operator: "∩", parts: [above, ...conditions] };
  return { kind: "join", operator: "∪", parts: [right, mirror(right)] };
}

function mirror(region: Region): Region {
  const minus = (arg: Expression): Expression => (arg.kind === "negate" ? arg.arg : { kind: "negate", arg });
  switch (region.kind) {
    case "interval":
      return {
        kind: "interval",
        low: minus(region.high),
        high: minus(region.low),
        lowIn: region.highIn,
        highIn: region.lowIn,
      };
    case "points":
      return { kind: "points", points: region.points.map(minus) };
    case "join":
      return { ...region, parts: region.parts.map(mirror) };
  }
}
