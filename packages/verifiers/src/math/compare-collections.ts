import { equalMeanings } from "./compare-meanings.ts";
import { sameName } from "./compare-relations.ts";
import { equalValues, type ScalarOptions } from "./compare-scalars.ts";
import type { Expression } from "./expression.ts";
import type { Collection, Meaning } from "./meaning.ts";

/** How collections are compared. */
export interface CollectionOptions extends ScalarOptions {
  /** The order of a bare list counts. */
  readonly ordered?: boolean;
}

const maximumItems = 120;

/** Whether lists, sets, tuples and matrices hold the same things, in the same order where the order counts. */
export function equalCollections(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  if (gold.kind === "matrix" || answer.kind === "matrix") return equalMatrices(gold, answer, options);
  if (gold.kind === "tuple" && answer.kind === "tuple") return equalTuples(gold, answer, options);
  const goldItems = itemsOf(gold);
  const answerItems = itemsOf(answer);
  if (goldItems === undefined || answerItems === undefined) return false;
  if (goldItems.length > maximumItems || answerItems.length > maximumItems) return false;
  const pair = unpackNames(gold, answer, goldItems, answerItems);
  return pair.inOrder
    ? inSameOrder(pair.gold, pair.answer, options)
    : asCollections(gold, answer, pair, options);
}

function itemsOf(meaning: Meaning): readonly Meaning[] | undefined {
  if (meaning.kind === "list" || meaning.kind === "set" || meaning.kind === "tuple") return meaning.items;
  return meaning.kind === "scalar" || meaning.kind === "words" ? [meaning] : undefined;
}

interface Pair {
  readonly gold: readonly Meaning[];
  readonly answer: readonly Meaning[];
  /** Names were dropped on one side, so that only the order tells which value is whose. */
  readonly inOrder: boolean;
}

/** `(x, y) = (5, 8)` against `x = 5, y = 8`; `AB = 4, CD = 5` against `4, 5`. */
function unpackNames(
  gold: Meaning,
  answer: Meaning,
  goldItems: readonly Meaning[],
  answerItems: readonly Meaning[],
): Pair {
  const named = { gold: distribute(gold, goldItems), answer: distribute(answer, answerItems) };
  const differing = (items: readonly Meaning[]): boolean => {
    const [first, ...rest] = items.map(({ name }) => name);
    return (
      first !== undefined &&
      rest.length > 0 &&
      rest.every((name) => name !== undefined && !sameName(name, first))
    );
  };
  const bare = (items: readonly Meaning[]): boolean => items.every(({ name }) => name === undefined);
  const inOrder =
    (differing(named.gold) && bare(named.answer)) ||
    (differing(named.answer) && bare(named.gold) && gold.kind !== "set");
  return { ...named, inOrder };
}

function distribute(whole: Meaning, items: readonly Meaning[]): readonly Meaning[] {
  const { name } = whole;
  if (name?.kind !== "tuple" || whole.kind !== "tuple" || name.items.length !== items.length) return items;
  return items.map((item, index) => {
    const own = name.items[index];
    return own === undefined ? item : { ...item, name: own };
  });
}

function asCollections(gold: Meaning, answer: Meaning, pair: Pair, options: CollectionOptions): boolean {
  const kinds = `${gold.kind} ${answer.kind}`;
  switch (kinds) {
    case "list list":
      if (options.ordered === true) return inSameOrder(pair.gold, pair.answer, options);
      return asSets(pair, options);
    case "list set":
    case "set list":
    case "set set":
      return asSets(pair, options);
    case "tuple list":
      if (gold.kind === "tuple" && gold.items.length === 2 && gold.open === "[") return false;
      // A list of assignments is matched by its names, a bare one by its order.
      return pair.gold.every(({ name }) => name !== undefined) &&
        pair.answer.every(({ name }) => name !== undefined)
        ? asSets(pair, options)
        : inSameOrder(pair.gold, pair.answer, options);
    case "list tuple":
      if (answer.kind === "tuple" && answer.open === "[") return false;
      return inSameOrder(pair.gold, pair.answer, options);
    case "set tuple":
    case "tuple set":
      return false;
    case "scalar set":
    case "scalar list":
    case "set scalar":
    case "list scalar":
    case "words list":
    case "list words":
      return asSets(pair, options);
  }
  return false;
}

function inSameOrder(
  gold: readonly Meaning[],
  answer: readonly Meaning[],
  options: CollectionOptions,
): boolean {
  return (
    gold.length === answer.length &&
    gold.every((item, index) => {
      const other = answer[index];
      return other !== undefined && equalMeanings(item, other, options);
    })
  );
}

/** Each item of either has an equal one in the other. Repetitions count where the gold repeats something. */
function asSets({ gold, answer }: Pair, options: CollectionOptions): boolean {
  if (gold.length === 1 && answer.length > 1) return false;
  const matches = answer.map((other) => gold.findIndex((item) => equalMeanings(item, other, options)));
  if (matches.includes(-1)) return false;
  if (new Set(matches).size === gold.length) return true;
  if (gold.length !== answer.length) return false;
  // Some items of the gold are equal to each other: pair them one by one.
  const left = [...answer];
  return gold.every((item) => {
    const index = left.findIndex((other) => equalMeanings(item, other, options));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function equalTuples(gold: Collection, answer: Collection, options: CollectionOptions): boolean {
  if (gold.items.length !== answer.items.length) return false;
  const brackets = (tuple: Collection): string =>
    tuple.open === "⟨" ? "()" : `${tuple.open ?? ""}${tuple.close ?? ""}`;
  // Of two items the brackets tell which ends of an interval belong to it; of more they say nothing.
  const tellEnds = gold.items.length === 2 && gold.items[0]?.kind === "scalar";
  if (tellEnds && brackets(gold) !== brackets(answer)) return false;
  return inSameOrder(gold.items, answer.items, options);
}

type Rows = readonly (readonly Expression[])[];

function equalMatrices(gold: Meaning, answer: Meaning, options: CollectionOptions): boolean {
  const goldRows = rowsOf(gold);
  const answerRows = rowsOf(answer);
  if (goldRows === undefined || answerRows === undefined) return false;
  if (sameEntries(goldRows, answerRows, options)) return true;
  // A tuple says nothing of whether it stands or lies.
  if (gold.kind === "matrix" && answer.kind === "matrix") return false;
  return (
    sameEntries([goldRows.flat()], [answerRows.flat()], options) && isVector(goldRows) && isVector(answerRows)
  );
}

function isVector(rows: Rows): boolean {
  return rows.length === 1 || rows.every((row) => row.length === 1);
}

function sameEntries(gold: Rows, answer: Rows, options: CollectionOptions): boolean {
  return (
    gold.length === answer.length &&
    gold.every((row, y) => {
      const other = answer[y];
      return (
        other?.length === row.length &&
        row.every((entry, x) => {
          const counterpart = other[x];
          return counterpart !== undefined && equalValues(entry, counterpart, options);
        })
      );
    })
  );
}

function rowsOf(meaning: Meaning): Rows | undefined {
  if (meaning.kind === "matrix") return meaning.rows;
  if (meaning.kind !== "tuple") return undefined;
  const values = scalarsOf(meaning.items);
  if (values !== undefined) return [values];
  const rows = meaning.items.map((item) => (item.kind === "tuple" ? scalarsOf(item.items) : undefined));
  const full = rows.filter((row) => row !== undefined);
  return full.length === rows.length ? full : undefined;
}

function scalarsOf(items: readonly Meaning[]): Expression[] | undefined {
  const values: Expression[] = [];
  for (const item of items) {
    if (item.kind !== "scalar") return undefined;
    values.push(item.value);
  }
  return values;
}
