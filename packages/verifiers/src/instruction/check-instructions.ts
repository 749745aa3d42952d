import type { Json, Response } from "@guru/core";
import { extractLast } from "../extraction/extract-last.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { VerifierMode } from "../verifier.ts";
import { createWorkCounter, type WorkCounter, WorkLimitError } from "../work-counter.ts";
import { checkedText } from "./checked-text.ts";
import type { BoundInstruction } from "./checker.ts";
import { checkerTable } from "./checker-table.ts";
import { bindInstructions } from "./instruction-truth.ts";
import { looseVariants } from "./loose-variants.ts";
import { maximumChars, wholeResponse } from "./whole-response.ts";

/** Whether one of the instructions is followed, and what was found. */
export interface InstructionResult {
  readonly id: string;
  readonly followed: boolean;
  readonly why: string;
}

/** How instructions are checked one by one. */
export interface CheckInstructionsOptions {
  /** `strict` when left out. */
  readonly mode?: VerifierMode;
  /** Whether an instruction also counts as followed where it is in one of IFEval's eight variants of the text. */
  readonly loose?: boolean;
}

const allIds: ReadonlySet<string> = new Set(checkerTable.keys());

/**
 * The result of every instruction of a truth, in its order: for accuracy counted by instruction. A response without an answer
 * follows none. Unreadable only where the truth is.
 */
export function checkInstructions(
  response: Response,
  truth: Json,
  { mode = "strict", loose = false }: CheckInstructionsOptions = {},
): Parsed<readonly InstructionResult[]> {
  const instructions = bindInstructions(truth, allIds);
  if (!instructions.ok) return instructions;
  const extraction = extractLast(response, wholeResponse(mode));
  if ("error" in extraction) return parsed(notFollowed(instructions.value, extraction.message));
  if (extraction.text.length > maximumChars)
    return parsed(notFollowed(instructions.value, `longer than ${maximumChars} characters`));
  const texts = loose ? looseVariants(extraction.text) : [extraction.text];
  try {
    const results = texts.map((text) =>
      resultsFor(text, instructions.value, { mode, work: createWorkCounter() }),
    );
    const best = instructions.value.map((_instruction, index) => {
      const all = results.flatMap((result) => result[index] ?? []);
      return all.find(({ followed }) => followed) ?? all[0];
    });
    return parsed(best.filter((result) => result !== undefined));
  } catch (error) {
    if (!(error instanceof WorkLimitError)) return unreadable(String(error), "internal");
    return parsed(notFollowed(instructions.value, error.message));
  }
}

/** Checks one text. */
export function resultsFor(
  text: string,
  instructions: readonly BoundInstruction[],
  { mode, work }: { readonly mode: VerifierMode; readonly work: WorkCounter },
): InstructionResult[] {
  const checked = checkedText(text, work);
  return instructions.map(({ id, check }) => ({ id, ...check(checked, mode) }));
}

function notFollowed(instructions: readonly BoundInstruction[], why: string): InstructionResult[] {
  return instructions.map(({ id }) => ({ id, followed: false, why }));
}
