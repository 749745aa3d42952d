import { ifevalIds } from "./checker-table.ts";
import { createInstructionVerifier } from "./instruction-verifier.ts";

/** Whether a response follows all of a prompt's IFEval instructions. */
export const instructionIfeval = createInstructionVerifier("instruction/ifeval", ifevalIds);
