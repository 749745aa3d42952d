import type { Random } from "@guru/core";

/** Two ranks that change places, counted from 1, the higher one first. */
export type Swap = readonly [higher: number, lower: number];

/** Two different ranks out of so many. */
export function drawSwap(random: Random, ranks: number): Swap {
  const higher = random.integer(1, ranks - 1);
  return [higher, random.integer(higher + 1, ranks)];
}

/** Whether both exchange the same ranks. */
export function sameSwap(swap: Swap, other: Swap | undefined): boolean {
  return swap[0] === other?.[0] && swap[1] === other[1];
}

/** The order after each of the swaps. */
export function ordersAfter(start: readonly string[], swaps: readonly Swap[]): string[][] {
  let order = [...start];
  return swaps.map(([higher, lower]) => {
    const [first = "", second = ""] = [order[higher - 1], order[lower - 1]];
    order = order.with(higher - 1, second).with(lower - 1, first);
    return order;
  });
}
