import type { LevelTable, Range } from "@guru/data-kit";

/** The kinds of question of `tabular/cells`. */
export interface TableKind {
  readonly kind:
    /** `A2?` */
    | "cell"
    /** `A1+A3?` */
    | "pair-sum"
    /** `A1-A3?` */
    | "pair-difference"
    /** `A2*B2?` */
    | "row-product"
    /** `sum(A)?` */
    | "column-sum"
    /** `row of max(A)?` */
    | "row-of-largest"
    /** `B at max(A)?` */
    | "cell-at-largest"
    /** `count(A>8)?` */
    | "count-if"
    /** `sum(A,B>8)?`: of column A where B is above 8 */
    | "sum-if";
  readonly share: number;
  readonly rows: number;
  /** The numbers in the cells. */
  readonly cells: Range;
  /** The numbers of the second column of a `row-product`. */
  readonly factors?: Range;
}

/** Levels of `tabular/cells`: 1 to 4 to train on, 5 harder than those. */
export const tableLevels: LevelTable<TableKind> = [
  [
    { kind: "cell", share: 1, rows: 2, cells: [2, 40] },
    { kind: "cell", share: 1, rows: 3, cells: [2, 40] },
  ],
  [
    { kind: "pair-sum", share: 2, rows: 3, cells: [2, 40] },
    { kind: "pair-difference", share: 2, rows: 3, cells: [2, 40] },
    { kind: "row-of-largest", share: 1, rows: 3, cells: [2, 40] },
  ],
  [
    { kind: "column-sum", share: 2, rows: 3, cells: [2, 40] },
    { kind: "row-product", share: 2, rows: 3, cells: [11, 40], factors: [2, 9] },
    { kind: "cell-at-largest", share: 1, rows: 3, cells: [2, 40] },
  ],
  [
    { kind: "sum-if", share: 2, rows: 3, cells: [2, 40] },
    { kind: "count-if", share: 1, rows: 4, cells: [2, 40] },
    { kind: "column-sum", share: 1, rows: 4, cells: [2, 40] },
  ],
  [
    { kind: "sum-if", share: 2, rows: 4, cells: [2, 60] },
    { kind: "count-if", share: 1, rows: 5, cells: [2, 60] },
    { kind: "column-sum", share: 1, rows: 5, cells: [2, 60] },
  ],
];
