import { createHash } from "node:crypto";

/** The two sides of the wall between training and measuring. */
export type Split = "train" | "test";

/** One prompt in so many is held out. */
export const heldOutShare = 8;

/** The text that decides whether two prompts are the same question: case and white space do not count. */
export function normalisePrompt(prompt: string): string {
  return prompt.trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/**
 * The side a prompt belongs to, decided by its normalised text alone. Two tasks on different sides therefore never share
 * their content, whatever seeds or generators drew them.
 */
export function splitOf(prompt: string): Split {
  const digest = createHash("sha256").update(normalisePrompt(prompt)).digest();
  return digest.readUInt32BE(0) % heldOutShare === 0 ? "test" : "train";
}
