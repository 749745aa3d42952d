import type { Json } from "@guru/core";
import { z } from "zod";
import { parseTruth } from "../parse-truth.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { BoundInstruction } from "./checker.ts";
import { checkerTable, unsupportedInstructions } from "./checker-table.ts";

/** What a response is asked for: all of the instructions must be followed. */
const InstructionTruth = z.strictObject({
  instructions: z
    .array(z.strictObject({ id: z.string(), arguments: z.record(z.string(), z.json()).default({}) }))
    .min(1),
  /** What was asked, for the record; no checker reads it. */
  prompt: z.string().optional(),
});
export type InstructionTruth = z.infer<typeof InstructionTruth>;

/** The checkers of a truth with their arguments; unreadable, naming instruction and argument, where one is unknown or does not fit. */
export function bindInstructions(truth: Json, ids: ReadonlySet<string>): Parsed<readonly BoundInstruction[]> {
  return parseTruth(InstructionTruth, truth, ({ instructions }): Parsed<readonly BoundInstruction[]> => {
    const bound: BoundInstruction[] = [];
    for (const { id, arguments: args } of instructions) {
      const checker = ids.has(id) ? checkerTable.get(id) : undefined;
      if (checker === undefined) {
        const why = unsupportedInstructions.get(id) ?? "no such instruction";
        return unreadable(`${JSON.stringify(id)} cannot be checked: ${why}`, "gold_parse");
      }
      const given = Object.entries(args).filter(([, value]) => value !== null);
      const instruction = checker.bind(Object.fromEntries(given));
      if (!instruction.ok)
        return unreadable(
          `the arguments of ${JSON.stringify(id)} do not fit: ${instruction.message}`,
          "gold_parse",
        );
      bound.push(instruction.value);
    }
    return parsed(bound);
  });
}
