import type { Random } from "@guru/core";
import { defineGenerator, type Question } from "@guru/data-kit";
import { type OrderingKind, orderingLevels } from "./ordering-levels.ts";
import { drawSwap, ordersAfter, sameSwap } from "./swaps.ts";

/** The names puzzles are about. Few, so that a small model soon learns to follow each. */
export const orderingNames = "Amy Bob Eve Gus Ivy Leo Max".split(" ");

/** Who ranks where, highest first: after `Eve>Leo>Bob 1x3`, where the first and the third change places, Bob is 1st. */
export const ordering = defineGenerator<OrderingKind>({
  name: "logic/ordering",
  domain: "logic",
  version: "2",
  verifier: { name: "logic/name", version: "1" },
  levels: orderingLevels,
  compose,
});

/** Asks who has a rank once an order went through some swaps; the steps show the order after each. */
function compose(random: Random, { names, swaps: count }: OrderingKind): Question | undefined {
  const start = random.shuffle(orderingNames).slice(0, names);
  const swaps = Array.from({ length: count }, () => drawSwap(random, names));
  // Two equal swaps in a row undo each other.
  if (swaps.some((swap, index) => sameSwap(swap, swaps[index - 1]))) return undefined;
  const orders = ordersAfter(start, swaps);
  const rank = random.integer(1, names);
  const answer = orders.at(-1)?.[rank - 1];
  // A rank that no swap touches needs no reasoning.
  if (answer === undefined || !swaps.some((swap) => swap.includes(rank))) return undefined;
  return {
    prompt: `${start.join(">")} ${swaps.map((swap) => swap.join("x")).join(",")} ${ordinal(rank)}?`,
    steps: orders.map((order) => order.join(">")).join(";"),
    answer,
    truth: { answer, candidates: start.toSorted() },
  };
}

function ordinal(rank: number): string {
  return `${rank}${["st", "nd", "rd"][rank - 1] ?? "th"}`;
}
