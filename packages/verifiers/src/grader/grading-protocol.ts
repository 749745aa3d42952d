import type { ChatMessage } from "@guru/core";
import type { FencedAnswer } from "./fence-answer.ts";

/** What a protocol may put into its prompt: the answer only behind its fence. */
export interface FencedRequest {
  readonly question: string;
  readonly gold: string;
  readonly answer: FencedAnswer;
}

/** How a kind of grading model is asked. Every one must end its reply with `Final Decision: Yes` or `Final Decision: No`. */
export interface GradingProtocol {
  readonly name: string;
  /** Raised when the prompt changes: old decisions are then no longer taken from a cache. */
  readonly version: string;
  /** Fields of the request's body besides the usual ones. */
  readonly body: Readonly<Record<string, unknown>>;
  messages(request: FencedRequest): ChatMessage[];
}
