import { checkerTable } from "./checker-table.ts";
import { createInstructionVerifier } from "./instruction-verifier.ts";

/** Whether a response follows all of a prompt's instructions: those of IFEval, of IFBench and of its training corpus. */
export const instructionIfbench = createInstructionVerifier("instruction/ifbench", checkerTable.keys());
