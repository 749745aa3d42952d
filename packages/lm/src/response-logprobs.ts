import { GuruError } from "@guru/core";
import type { Tape, Tensor } from "@guru/engine";
import type { DecoderModel } from "./model.ts";
import { packSequences } from "./packed-batch.ts";

/** A prompt and the response whose tokens are scored. */
export interface ScoredSequence {
  readonly prompt: readonly number[];
  readonly response: readonly number[];
}

/** Log-probability and entropy at every response token, sequence by sequence. */
export interface ResponseLogprobs {
  readonly logprob: Tensor;
  readonly entropy: Tensor;
  /** How many response tokens there are: the length of both. */
  readonly count: number;
}

/**
 * Natural-log probabilities of response tokens under softmax(logits / temperature), and the entropy of that
 * distribution. Only the positions that predict a response token go through the head. Empty responses have no rows.
 *
 * @throws GuruError `empty_prompt`, `context_length`, `temperature`, or `index` for an id outside the vocabulary.
 */
export function responseLogprobs(
  tape: Tape,
  model: DecoderModel,
  sequences: readonly ScoredSequence[],
  options: { readonly temperature: number },
): ResponseLogprobs {
  const scored = sequences.filter((sequence) => sequence.response.length > 0);
  checkScored(scored, options.temperature);
  if (scored.length === 0) {
    const nothing = tape.constant("no_responses", [0], "f32", new Float32Array());
    return { logprob: nothing, entropy: nothing, count: 0 };
  }
  const targets = Int32Array.from(scored.flatMap((sequence) => sequence.response));
  // The last token of a response predicts nothing that is scored, so it is not part of the forward.
  const batch = packSequences(scored.map(({ prompt, response }) => [...prompt, ...response.slice(0, -1)]));
  const hidden = model.hidden(tape, batch);
  const count = targets.length;
  const rows = tape.constant("predicting_rows", [count], "i32", predictingRows(scored, batch.offsets));
  const predicting = tape.gatherRows(hidden, rows);
  const chosen = tape.constant("targets", [count], "i32", targets);
  return { ...tape.linearLogprob(predicting, model.head, chosen, options.temperature), count };
}

function checkScored(scored: readonly ScoredSequence[], temperature: number): void {
  if (!(temperature > 0))
    throw new GuruError("temperature", `temperature must be positive, got ${temperature}`);
  const empty = scored.findIndex((sequence) => sequence.prompt.length === 0);
  if (empty >= 0)
    throw new GuruError("empty_prompt", "a prompt of 0 tokens predicts nothing, give at least 1");
}

/** The row before each response token, in the packed batch. */
function predictingRows(scored: readonly ScoredSequence[], offsets: Int32Array): Int32Array {
  return Int32Array.from(
    scored.flatMap(({ prompt, response }, sequence) => {
      const first = (offsets[sequence] ?? 0) + prompt.length - 1;
      return response.map((_, index) => first + index);
    }),
  );
}
