import type { WorkCounter } from "../../work-counter.ts";

/** What an answer earns, and why not everything. */
export interface Score {
  /** From 0 to 1. */
  readonly score: number;
  readonly why: string;
}

/** One kind of LiveBench question. */
export interface LivebenchTask {
  /** Whether the gold answer can be judged against; a message where it cannot. */
  checkAnswer?(answer: string): string | undefined;
  /** All or nothing, of the last answer that the text gives. */
  strict(text: string, answer: string, work: WorkCounter): Score;
  /** GURU's rule, with its partial credit. */
  published(text: string, answer: string, work: WorkCounter): Score;
}

/** All or nothing. */
export function whole(right: boolean, whyNot: string): Score {
  return { score: right ? 1 : 0, why: whyNot };
}
