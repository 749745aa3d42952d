import type { LevelTable, Range } from "@guru/data-kit";
import type { StepName } from "./step.ts";

/** The kinds of question of `code/function`. */
export type FunctionKind =
  /** `f(x): plus 7, square`. */
  | {
      readonly kind: "chain";
      readonly share: number;
      readonly count: number;
      readonly steps: readonly StepName[];
      readonly operand: Range;
      /** The most characters of a worked response. */
      readonly longest: number;
    }
  /** `f(x): plus 3, square if x>5 else times 2`. */
  | {
      readonly kind: "conditional";
      readonly share: number;
      readonly steps: readonly StepName[];
      readonly operand: Range;
    }
  /** `linear f(0)=5 f(3)=26`; the first argument is drawn from `from`, the second lies `gap` after it. */
  | {
      readonly kind: "line";
      readonly share: number;
      readonly from: Range;
      readonly gap: Range;
      readonly slope: Range;
      readonly intercept: Range;
    }
  /** `f(v): keep >3, times 2, sum`; `mapFirst` keeps by the changed value. */
  | { readonly kind: "list"; readonly share: number; readonly mapFirst: boolean; readonly operand: Range };

const plain = ["plus", "minus", "times", "square"] as const;
const all = ["plus", "minus", "times", "square", "mod", "div", "at most", "at least"] as const;

/** Levels of `code/function`: 1 to 4 to train on, 5 harder than those. */
export const functionLevels: LevelTable<FunctionKind> = [
  [
    { kind: "chain", share: 2, count: 2, steps: all, operand: [2, 9], longest: 52 },
    { kind: "line", share: 1, from: [0, 0], gap: [1, 1], slope: [2, 9], intercept: [1, 20] },
  ],
  [
    { kind: "chain", share: 1, count: 3, steps: all, operand: [2, 9], longest: 52 },
    { kind: "line", share: 1, from: [0, 0], gap: [2, 9], slope: [2, 9], intercept: [1, 20] },
  ],
  [
    { kind: "chain", share: 1, count: 4, steps: all, operand: [2, 9], longest: 52 },
    { kind: "line", share: 2, from: [1, 1], gap: [2, 9], slope: [2, 9], intercept: [1, 20] },
    { kind: "list", share: 1, mapFirst: false, operand: [2, 9] },
  ],
  [
    { kind: "line", share: 2, from: [2, 5], gap: [2, 5], slope: [2, 9], intercept: [-9, 20] },
    { kind: "conditional", share: 1, steps: plain, operand: [2, 9] },
    { kind: "chain", share: 1, count: 4, steps: all, operand: [2, 20], longest: 52 },
  ],
  [
    { kind: "line", share: 2, from: [3, 9], gap: [3, 9], slope: [2, 12], intercept: [-20, 30] },
    { kind: "chain", share: 1, count: 5, steps: all, operand: [2, 9], longest: 58 },
    { kind: "list", share: 1, mapFirst: true, operand: [2, 9] },
  ],
];
