import type { LevelTable } from "@guru/data-kit";

/** The kinds of question of `logic/ordering`. */
export interface OrderingKind {
  /** `swapped`: an order is given, and pairs of ranks that change places, one pair after the other. */
  readonly kind: "swapped";
  readonly share: number;
  readonly names: number;
  readonly swaps: number;
}

/** Levels of `logic/ordering`: 1 to 4 to train on, 5 harder than those. */
export const orderingLevels: LevelTable<OrderingKind> = [
  [
    { kind: "swapped", share: 1, names: 3, swaps: 1 },
    { kind: "swapped", share: 1, names: 3, swaps: 2 },
  ],
  [
    { kind: "swapped", share: 1, names: 3, swaps: 2 },
    { kind: "swapped", share: 1, names: 4, swaps: 2 },
  ],
  [
    { kind: "swapped", share: 1, names: 4, swaps: 2 },
    { kind: "swapped", share: 1, names: 4, swaps: 3 },
  ],
  [{ kind: "swapped", share: 1, names: 4, swaps: 3 }],
  [{ kind: "swapped", share: 1, names: 5, swaps: 3 }],
];
