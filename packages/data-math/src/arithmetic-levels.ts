import type { LevelTable, Range } from "@guru/data-kit";

/** The kinds of question of `math/arithmetic`. */
export type ArithmeticKind =
  /** `a+b*c=?` and `b*c-a=?`. */
  | {
      readonly kind: "product-sum";
      readonly share: number;
      readonly a: Range;
      readonly b: Range;
      readonly c: Range;
    }
  /** `(a+b)*c=?`. */
  | {
      readonly kind: "bracket";
      readonly share: number;
      readonly a: Range;
      readonly b: Range;
      readonly c: Range;
    }
  /** `a+b-c=?` and `a+b+c=?`. */
  | {
      readonly kind: "sum";
      readonly share: number;
      readonly a: Range;
      readonly b: Range;
      readonly c: Range;
    }
  /** `a*b=?`. */
  | { readonly kind: "product"; readonly share: number; readonly a: Range; readonly b: Range }
  /** `a*b+c*d=?` and `a*b-c*d=?`. */
  | {
      readonly kind: "two-products";
      readonly share: number;
      readonly a: Range;
      readonly b: Range;
      readonly c: Range;
      readonly d: Range;
    }
  /** `a*b=?` with two digits on both sides. */
  | { readonly kind: "long-product"; readonly share: number; readonly a: Range; readonly b: Range }
  /** `ax+b=c x=?`. */
  | {
      readonly kind: "equation";
      readonly share: number;
      readonly a: Range;
      readonly x: Range;
      readonly b: Range;
    }
  /** `ax+b=cx+d x=?`. */
  | {
      readonly kind: "two-sided";
      readonly share: number;
      /** The coefficient of x that is left after subtraction. */
      readonly a: Range;
      readonly c: Range;
      readonly x: Range;
      readonly b: Range;
    };

/** Levels of `math/arithmetic`: 1 to 4 to train on, 5 harder than those. */
export const arithmeticLevels: LevelTable<ArithmeticKind> = [
  [
    { kind: "sum", share: 4, a: [1, 9], b: [1, 19], c: [1, 9] },
    { kind: "product-sum", share: 3, a: [1, 20], b: [2, 9], c: [2, 9] },
    { kind: "bracket", share: 1, a: [1, 9], b: [1, 9], c: [2, 5] },
  ],
  [
    { kind: "product", share: 1, a: [11, 99], b: [2, 9] },
    { kind: "bracket", share: 1, a: [2, 19], b: [2, 19], c: [2, 9] },
    { kind: "equation", share: 1, a: [2, 9], x: [2, 9], b: [1, 20] },
  ],
  [
    { kind: "product-sum", share: 2, a: [10, 99], b: [11, 99], c: [2, 9] },
    { kind: "equation", share: 1, a: [2, 9], x: [2, 12], b: [10, 99] },
  ],
  [
    { kind: "two-products", share: 2, a: [11, 99], b: [2, 9], c: [2, 9], d: [2, 9] },
    { kind: "two-sided", share: 1, a: [2, 9], c: [2, 9], x: [2, 9], b: [1, 30] },
  ],
  [
    { kind: "two-products", share: 2, a: [11, 99], b: [2, 9], c: [11, 99], d: [2, 9] },
    { kind: "two-sided", share: 1, a: [2, 9], c: [11, 49], x: [2, 12], b: [10, 99] },
    { kind: "long-product", share: 1, a: [11, 99], b: [11, 29] },
  ],
];
