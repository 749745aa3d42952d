import { GuruError } from "@guru/core";

/**
 * The unbiased estimate, from n samples of which c were right, of the chance that at least one of k samples is right:
 *
 *     pass@k = 1 − C(n − c, k) / C(n, k) = 1 − ∏ (1 − k / i) for i from n − c + 1 to n
 *
 * (M. Chen et al., Evaluating Large Language Models Trained on Code, 2021, equation 1.) The product avoids the huge
 * binomials. It is 1 when fewer than k samples were wrong.
 *
 * @throws GuruError `pass_at_k` unless 1 ≤ k ≤ n and 0 ≤ c ≤ n, all integers.
 */
export function passAtK(samples: number, correct: number, k: number): number {
  if (
    ![samples, correct, k].every(Number.isInteger) ||
    k < 1 ||
    k > samples ||
    correct < 0 ||
    correct > samples
  ) {
    throw new GuruError(
      "pass_at_k",
      `pass@k needs integers 1 ≤ k ≤ samples and 0 ≤ correct ≤ samples, got k ${k}, samples ${samples}, correct ${correct}`,
    );
  }
  if (samples - correct < k) return 1;
  let allWrong = 1;
  for (let i = samples - correct + 1; i <= samples; i++) allWrong *= 1 - k / i;
  return 1 - allWrong;
}
