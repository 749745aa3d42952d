import type { Comparison } from "../comparison.ts";
import { parsed, unreadable } from "../parsed.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import { resultsFor, type InstructionResult } from "./check-instructions.ts";
import { bindInstructions } from "./instruction-truth.ts";
import { maximumChars, wholeResponse } from "./whole-response.ts";

/** A verifier that takes the whole response as the answer and asks for every instruction of the truth. */
export function createInstructionVerifier(name: string, ids: Iterable<string>): Verifier {
  const known = new Set(ids);
  return createTextVerifier({
    name,
    version: "1",
    domain: "instruction",
    modes: ["strict", "published"],
    extraction: wholeResponse,
    parseGold: (truth) => bindInstructions(truth, known),
    parseAnswer: (text) =>
      text.length > maximumChars
        ? unreadable(`the response is longer than ${maximumChars} characters`, "answer_limit")
        : parsed(text),
    answerKey: (text) => text,
    compare: (text, instructions, work, mode) => comparison(resultsFor(text, instructions, { mode, work })),
  });
}

function comparison(results: readonly InstructionResult[]): Comparison {
  const broken = results.filter(({ followed }) => !followed);
  if (broken.length === 0) return { equal: true, reason: "equal.all-instructions" };
  const which = broken.map(({ id, why }) => `${id} (${why})`).join("; ");
  const message = `${broken.length} of ${results.length} instructions not followed: ${which}`;
  return { equal: false, reason: "different.instructions", message };
}
