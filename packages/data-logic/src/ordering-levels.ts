import type { LevelTable } from "@guru/data-kit";

/** The kinds of question of `logic/ordering`. */
export interface OrderingKind {
  /** `compared`: every neighbour pair is compared. `placed`: one name is given by its rank instead. */
  readonly kind: "compared" | "placed";
  readonly share: number;
  readonly names: number;
  /** Whether comparisons are written with `<` as well as with `>`. */
  readonly bothSigns: boolean;
}

/** Levels of `logic/ordering`: 1 to 4 to train on, 5 harder than those. */
export const orderingLevels: LevelTable<OrderingKind> = [
  [{ kind: "compared", share: 1, names: 3, bothSigns: false }],
  [{ kind: "compared", share: 1, names: 4, bothSigns: false }],
  [
    { kind: "compared", share: 1, names: 5, bothSigns: false },
    { kind: "placed", share: 1, names: 4, bothSigns: false },
  ],
  [
    { kind: "compared", share: 1, names: 4, bothSigns: true },
    { kind: "placed", share: 1, names: 5, bothSigns: false },
  ],
  [
    { kind: "compared", share: 1, names: 6, bothSigns: true },
    { kind: "placed", share: 1, names: 6, bothSigns: true },
  ],
];
