import type { Json } from "@guru/core";
import { z } from "zod";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { VerifierMode } from "../verifier.ts";
import type { CheckedText } from "./checked-text.ts";

/** Whether a text follows an instruction, and what was found in it, such as `3 words, 5 asked for`. */
export interface Finding {
  readonly followed: boolean;
  readonly why: string;
}

/** One kind of instruction. */
export interface CheckerDefinition<Arguments> {
  /** Its name in the data sets, such as `keywords:existence`. */
  readonly id: string;
  /** Null arguments were left out before. */
  readonly arguments: z.ZodType<Arguments>;
  /** What a careful reader would ask for. */
  strict(text: CheckedText, args: Arguments): Finding;
  /** The rule of the official checker, where it is another one. */
  published?(text: CheckedText, args: Arguments): Finding;
}

/** An instruction with its arguments, ready to check texts. */
export interface BoundInstruction {
  readonly id: string;
  readonly check: (text: CheckedText, mode: VerifierMode) => Finding;
}

/** A kind of instruction, for the table of all. */
export interface Checker {
  readonly id: string;
  /** Whether `published` is another rule than `strict`. */
  readonly differs: boolean;
  /** Unreadable, naming the argument, where the arguments do not fit. */
  bind(args: Json): Parsed<BoundInstruction>;
}

/** Puts the types of a definition behind one interface. */
export function defineChecker<Arguments>(definition: CheckerDefinition<Arguments>): Checker {
  const { id } = definition;
  return {
    id,
    differs: definition.published !== undefined,
    bind: (args) => {
      const shape = definition.arguments.safeParse(args);
      if (!shape.success) return unreadable(z.prettifyError(shape.error), "gold_parse");
      const check: BoundInstruction["check"] = (text, mode) =>
        mode === "published" && definition.published !== undefined
          ? definition.published(text, shape.data)
          : definition.strict(text, shape.data);
      return parsed({ id, check });
    },
  };
}

/** A finding of a count that must lie on one side of a number, or be it. */
export function counted(count: number, relation: Relation | "exactly", asked: number, what: string): Finding {
  const followed =
    relation === "less than" ? count < asked : relation === "at least" ? count >= asked : count === asked;
  return { followed, why: `${count} ${what}, ${relation} ${asked} asked for` };
}

/** A finding whose reason matters only when the instruction is not followed. */
export function found(followed: boolean, whyNot: string): Finding {
  return { followed, why: followed ? "followed" : whyNot };
}

/** How IFEval compares counts. */
export const Relation = z.enum(["less than", "at least"]);
export type Relation = z.infer<typeof Relation>;

/** A count in arguments; data sets write it as a float too. */
export const Count = z.int().nonnegative();

/** An argument that holds more than white space. */
export const Phrase = z.string().refine((text) => text.trim() !== "", "must not be blank");

/** For instructions without arguments. */
export const NoArguments = z.strictObject({});
