import type { LevelTable, Range } from "@guru/data-kit";

/** The operators a program may update its variable with. */
export type Operator = "+" | "-" | "*" | "//" | "%";

/** The kinds of question of `simulation/program`. */
export type ProgramKind =
  /** `x=3;x*=2;x+=5 x?`. */
  | {
      readonly kind: "updates";
      readonly share: number;
      readonly count: number;
      readonly operators: readonly Operator[];
      readonly start: Range;
    }
  /** `a=3;b=5;a+=b;b-=2 a?`. */
  | { readonly kind: "two-variables"; readonly share: number; readonly count: number; readonly start: Range }
  /** `x=17;x=x-9 if x>12 else x*2;x+=5 x?`. */
  | { readonly kind: "branch"; readonly share: number; readonly updates: number; readonly start: Range }
  /** `sum(i*3 for i in[4,7,2])?`. */
  | { readonly kind: "sum"; readonly share: number; readonly items: number }
  /** `sum(i for i in[4,7,2,9]if i>3)?`. */
  | { readonly kind: "filtered-sum"; readonly share: number; readonly items: number }
  /** `[i*3+1 for i in[4,7,2]]?`. */
  | { readonly kind: "map"; readonly share: number; readonly items: number };

const all = ["+", "-", "*", "//", "%"] as const;

/** Levels of `simulation/program`: 1 to 4 to train on, 5 harder than those. */
export const programLevels: LevelTable<ProgramKind> = [
  [{ kind: "updates", share: 1, count: 2, operators: ["+", "-", "*"], start: [2, 9] }],
  [
    { kind: "updates", share: 2, count: 3, operators: ["+", "-", "*", "%"], start: [2, 20] },
    { kind: "sum", share: 1, items: 3 },
  ],
  [
    { kind: "updates", share: 2, count: 4, operators: all, start: [2, 20] },
    { kind: "filtered-sum", share: 1, items: 4 },
    { kind: "map", share: 1, items: 3 },
  ],
  [
    { kind: "updates", share: 1, count: 5, operators: all, start: [2, 40] },
    { kind: "two-variables", share: 1, count: 3, start: [2, 9] },
    { kind: "branch", share: 1, updates: 2, start: [2, 30] },
  ],
  [
    { kind: "updates", share: 1, count: 6, operators: all, start: [2, 60] },
    { kind: "two-variables", share: 1, count: 4, start: [2, 12] },
    { kind: "branch", share: 1, updates: 3, start: [10, 60] },
  ],
];
