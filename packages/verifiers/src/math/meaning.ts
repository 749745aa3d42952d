import type { Expression, RelationSign } from "./expression.ts";

/** A single value with what stands around it. */
export interface Scalar {
  readonly kind: "scalar";
  readonly value: Expression;
  readonly mark?: "percent" | "degree";
  readonly unit?: string;
  readonly modulus?: Expression;
  /** Written behind `≈` only, so that it is rounded. */
  readonly rounded?: boolean;
  /** What the same chain gives as an approximation of it. */
  readonly approximation?: Expression;
  /** What it is called, as in `x = 5`. */
  readonly name?: Expression;
}

/** Several things in an order that counts (tuples) or does not (lists and sets). */
export interface Collection {
  readonly kind: "list" | "set" | "tuple";
  readonly items: readonly Meaning[];
  readonly open?: string;
  readonly close?: string;
  readonly joint?: "," | ";" | "and" | "or";
  readonly name?: Expression;
}

/** What an answer means, told apart by how it is compared. */
export type Meaning =
  | Scalar
  | Collection
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[]; readonly name?: Expression }
  | { readonly kind: "region"; readonly node: Expression; readonly name?: Expression }
  | {
      readonly kind: "ratio";
      readonly parts: readonly Expression[];
      readonly digits?: readonly string[];
      readonly half?: "am" | "pm";
      readonly name?: Expression;
    }
  | {
      readonly kind: "relation";
      readonly members: readonly Expression[];
      readonly signs: readonly RelationSign[];
      readonly name?: Expression;
    }
  | { readonly kind: "words"; readonly text: string; readonly name?: Expression };
