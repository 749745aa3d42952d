import { GuruError } from "@guru/core";
import type { DecoderModel } from "../model.ts";
import type { SampleRow } from "./sample-row.ts";

/**
 * Appends a drawn token to its row.
 *
 * @throws GuruError `non_finite` when the model's logits were NaN or infinite, so that nothing could be drawn.
 */
export function absorbToken(
  row: SampleRow,
  drawn: { token: number | undefined; logprob: number | undefined },
  model: DecoderModel,
): void {
  const { token = -1, logprob = Number.NaN } = drawn;
  if (!Number.isFinite(logprob) || token < 0 || token >= model.sizes.vocabulary) {
    const place = `request ${row.requestIndex}, sample ${row.sample}, token ${row.tokens.length}`;
    throw new GuruError(
      "non_finite",
      `cannot draw ${place}: log-probability ${logprob}; the weights may hold NaN`,
    );
  }
  row.tokens.push(token);
  row.logprobs.push(logprob);
}
