import type { Expression } from "./expression.ts";

/** A set of real numbers, told by where it ends. */
export type Region =
  | {
      readonly kind: "interval";
      readonly low: Expression;
      readonly high: Expression;
      readonly lowIn: boolean;
      readonly highIn: boolean;
    }
  | { readonly kind: "points"; readonly points: readonly Expression[] }
  | { readonly kind: "join"; readonly operator: "∪" | "∩" | "∖"; readonly parts: readonly Region[] };
