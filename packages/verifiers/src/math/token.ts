import type { NumberNode } from "./expression.ts";

/** A sign, number, letter or word of an answer. */
export interface Token {
  readonly kind: "number" | "symbol" | "word" | "function" | "command" | "sign" | "end";
  /** A sign as itself, a letter or word as written, a command without its backslash. */
  readonly text: string;
  /** White space stands before it. */
  readonly space: boolean;
  /** What a number is worth. */
  readonly node?: NumberNode;
}
