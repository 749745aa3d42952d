import type { Comparison } from "../comparison.ts";
import type { WorkCounter } from "../work-counter.ts";
import type { NumberRules } from "./equal-quantities.ts";
import { compareValues } from "./equal-values.ts";
import { type Element, readElements, type TableAnswer } from "./read-answer.ts";
import type { Value } from "./values.ts";

/** What the gold answer says. */
export interface TableGold {
  readonly values: readonly Value[];
  readonly rules: NumberRules;
}

/** One value against one, or two lists as multisets: the order does not matter, and an element counts as often as it stands there. */
export function compareAnswers(answer: TableAnswer, gold: TableGold, work: WorkCounter): Comparison {
  const [only] = gold.values;
  const [given] = answer.elements;
  if (only !== undefined && gold.values.length === 1 && given !== undefined && answer.elements.length === 1)
    return compareElement(given, only, gold.rules);
  const lists =
    answer.elements.length === 1 ? otherLists(answer.plain, gold.values.length, work) : [answer.elements];
  if (lists.some((list) => matches(list, gold, work))) return { equal: true, reason: "equal.list" };
  const message =
    answer.elements.length === gold.values.length
      ? "an element is another one"
      : `${answer.elements.length} elements instead of ${gold.values.length}`;
  return { equal: false, reason: "different.list", message };
}

function compareElement({ value, equation }: Element, gold: Value, rules: NumberRules): Comparison {
  const compared = compareValues(value, gold, rules);
  if (compared.equal || equation === undefined) return compared;
  const last = compareValues(equation.last, gold, rules);
  return last.equal && equation.before.every((side) => compareValues(side, gold, rules).equal)
    ? last
    : compared;
}

/** The ways to read a list without `|` that have the length asked for; a comma separates only with a space behind it. */
function otherLists(plain: string, length: number, work: WorkCounter): (readonly Element[])[] {
  if (length < 2) return [];
  const list = plain
    .trim()
    .replace(/^[[({]/, "")
    .replace(/[\])}]$/, "");
  const ways = [/;/, /\n/, /, {1,2}/, / and /i, /, {1,2}and | and |, {1,2}/i];
  return ways.flatMap((way) => {
    work.take(list.length);
    const parts = list.split(way);
    const elements = parts.length === length ? readElements(parts, work) : undefined;
    return elements?.ok === true ? [elements.value] : [];
  });
}

/** Whether each element can be given a gold value of its own that it equals. */
function matches(elements: readonly Element[], { values, rules }: TableGold, work: WorkCounter): boolean {
  if (elements.length !== values.length) return false;
  const fitting = elements.map((element) => {
    work.take(values.length);
    return values.flatMap((value, index) => (compareElement(element, value, rules).equal ? [index] : []));
  });
  const takenBy = new Map<number, number>();
  const place = (element: number, tried: Set<number>): boolean =>
    (fitting[element] ?? []).some((value) => {
      if (tried.has(value)) return false;
      tried.add(value);
      work.take();
      const holder = takenBy.get(value);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(value, element);
      return true;
    });
  return elements.every((_, element) => place(element, new Set()));
}
