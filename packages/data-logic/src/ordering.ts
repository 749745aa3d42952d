import type { Random } from "@guru/core";
import { defineGenerator, type Question } from "@guru/data-kit";
import { allowedOrders, type Clue } from "./clue.ts";
import { type OrderingKind, orderingLevels } from "./ordering-levels.ts";

/** The names puzzles are about. */
export const orderingNames = "Amy Bob Dan Eve Gus Ivy Joe Kim Leo Max Ned Zoe".split(" ");

/** Who ranks where: `Eve<Lou` says that Lou ranks above Eve, `Bob=2` that Bob is second, and the 1st is the highest. */
export const ordering = defineGenerator<OrderingKind>({
  name: "logic/ordering",
  domain: "logic",
  version: "1",
  verifier: { name: "logic/name", version: "1" },
  levels: orderingLevels,
  compose,
});

function compose(random: Random, { kind, names: count, bothSigns }: OrderingKind): Question | undefined {
  const order = random.shuffle(orderingNames).slice(0, count);
  const clues = kind === "compared" ? neighbours(order) : withPlacedName(random, order);
  const rank = random.integer(1, count);
  const answer = order[rank - 1];
  const allowed = allowedOrders(order, clues);
  if (answer === undefined || allowed.some((other) => other[rank - 1] !== answer)) return undefined;
  // A rank that a clue already states needs no reasoning.
  if (clues.some((clue) => clue.kind === "rank" && clue.rank === rank)) return undefined;
  const stated = random.shuffle(clues).map((clue) => write(clue, bothSigns && random.next() < 0.5));
  return {
    prompt: `${stated.join(",")} ${ordinal(rank)}?`,
    steps: order.join(">"),
    answer,
    truth: { answer, candidates: order.toSorted() },
  };
}

function neighbours(order: readonly string[]): Clue[] {
  return order.slice(1).map((lower, index) => ({ kind: "above", higher: order[index] ?? lower, lower }));
}

/** One name leaves the chain of comparisons and is given by its rank. */
function withPlacedName(random: Random, order: readonly string[]): Clue[] {
  const index = random.integer(0, order.length - 1);
  const name = order[index] ?? "";
  return [...neighbours(order.toSpliced(index, 1)), { kind: "rank", name, rank: index + 1 }];
}

function write(clue: Clue, turned: boolean): string {
  if (clue.kind === "rank") return `${clue.name}=${clue.rank}`;
  return turned ? `${clue.lower}<${clue.higher}` : `${clue.higher}>${clue.lower}`;
}

function ordinal(rank: number): string {
  return `${rank}${["st", "nd", "rd"][rank - 1] ?? "th"}`;
}
