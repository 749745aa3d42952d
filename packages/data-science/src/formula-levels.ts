import type { LevelTable, Range } from "@guru/data-kit";

/** The kinds of question of `science/formula`. */
export type FormulaKind =
  /** Both factors given: `m=32kg a=8m/s2 F?`. */
  | { readonly kind: "product"; readonly share: number; readonly large: Range; readonly small: Range }
  /** The result and a factor given: `F=96N m=8kg a?`. */
  | { readonly kind: "quotient"; readonly share: number; readonly quotient: Range; readonly divisor: Range }
  /** One factor in another unit, `count` times the conversion's own: `I=7A t=3min Q?`. */
  | { readonly kind: "converted"; readonly share: number; readonly count: Range; readonly other: Range }
  /** Two formulas, or one of two steps: `m=4kg a=3m/s2 s=7m W?`. */
  | { readonly kind: "chain"; readonly share: number; readonly first: Range; readonly others: Range }
  /** Two steps with one quantity in another unit. */
  | {
      readonly kind: "converted-chain";
      readonly share: number;
      readonly first: Range;
      readonly others: Range;
    };

/** Levels of `science/formula`: 1 to 4 to train on, 5 harder than those. */
export const formulaLevels: LevelTable<FormulaKind> = [
  [
    { kind: "product", share: 2, large: [2, 12], small: [2, 9] },
    { kind: "quotient", share: 1, quotient: [2, 9], divisor: [2, 9] },
  ],
  [
    { kind: "product", share: 2, large: [11, 99], small: [2, 9] },
    { kind: "quotient", share: 1, quotient: [11, 19], divisor: [2, 9] },
  ],
  [{ kind: "chain", share: 1, first: [2, 9], others: [2, 9] }],
  [
    { kind: "converted", share: 2, count: [2, 9], other: [2, 9] },
    { kind: "converted", share: 1, count: [2, 9], other: [11, 49] },
    { kind: "chain", share: 1, first: [11, 49], others: [2, 9] },
  ],
  [
    { kind: "converted-chain", share: 2, first: [2, 9], others: [2, 9] },
    { kind: "chain", share: 1, first: [50, 99], others: [2, 9] },
    { kind: "converted", share: 1, count: [2, 9], other: [50, 99] },
  ],
];
