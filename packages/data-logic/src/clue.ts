/** What a puzzle says of an order: one name ranks above another, or a name has a rank (1 is the highest). */
export type Clue =
  | { readonly kind: "above"; readonly higher: string; readonly lower: string }
  | { readonly kind: "rank"; readonly name: string; readonly rank: number };

/**
 * Every order of the names, highest first, that all clues allow. Orders grow name by name and stop at the first clue
 * they break, so that seven names take microseconds, not the 5040 permutations.
 */
export function allowedOrders(names: readonly string[], clues: readonly Clue[]): string[][] {
  return extend([], names, clues);
}

function extend(order: readonly string[], left: readonly string[], clues: readonly Clue[]): string[][] {
  if (left.length === 0) return [[...order]];
  return left
    .filter((name) => clues.every((clue) => allowsNext(clue, order, name)))
    .flatMap((name) =>
      extend(
        [...order, name],
        left.filter((other) => other !== name),
        clues,
      ),
    );
}

/** Whether the name may come right after those already placed. */
function allowsNext(clue: Clue, order: readonly string[], name: string): boolean {
  if (clue.kind === "above") return clue.lower !== name || order.includes(clue.higher);
  return (clue.name === name) === (clue.rank === order.length + 1);
}
