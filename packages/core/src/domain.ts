import { z } from "zod";

/** The six training domains of GURU, and instruction following, which is only evaluated. */
export const Domain = z.enum(["math", "code", "science", "logic", "simulation", "tabular", "instruction"]);
export type Domain = z.infer<typeof Domain>;

/** The six domains a model is trained on, in the order every table uses. */
export const trainingDomains = [
  "math",
  "code",
  "science",
  "logic",
  "simulation",
  "tabular",
] as const satisfies readonly Domain[];
