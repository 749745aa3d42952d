import { GuruError, type RunConfig } from "@guru/core";

/**
 * Refuses sampling that the loss cannot replay: it computes log-probabilities over the whole vocabulary, so a truncated
 * distribution would be trained off-policy without notice.
 *
 * @throws GuruError `config` naming every such setting.
 */
export function checkGrpoConfig({ rollout }: RunConfig): void {
  const wrong = [
    rollout.topK === 0 ? [] : [`rollout.topK=${rollout.topK} (off is 0)`],
    rollout.topP === 1 ? [] : [`rollout.topP=${rollout.topP} (off is 1)`],
    rollout.minP === 0 ? [] : [`rollout.minP=${rollout.minP} (off is 0)`],
  ].flat();
  if (wrong.length === 0) return;
  throw new GuruError(
    "config",
    `training cannot replay truncated sampling in its loss; switch off ${wrong.join(", ")}`,
  );
}
