import type { Objective } from "./objective.ts";

/** A value and its derivative with respect to the policy's log-probability. */
export interface KlTerm {
  readonly value: number;
  readonly slope: number;
}

/**
 * The estimate of the divergence from the reference at one sampled token, with L and R the log-probabilities under the
 * policy and the reference (Schulman 2020, "Approximating KL divergence"):
 *
 * - `k1`: L − R
 * - `abs`: |L − R|
 * - `k2`: ½(L − R)²
 * - `k3`: eᵈ − d − 1 with d = R − L; clamped as `klLimits` says, and without gradient beyond the clamps
 */
export function klPenalty(
  objective: Pick<Objective, "klForm" | "klLimits">,
  logprob: number,
  reference: number,
): KlTerm {
  const difference = logprob - reference;
  switch (objective.klForm) {
    case "k1":
      return { value: difference, slope: 1 };
    case "abs":
      return { value: Math.abs(difference), slope: Math.sign(difference) };
    case "k2":
      return { value: 0.5 * difference * difference, slope: difference };
    case "k3":
      return k3(-difference, objective.klLimits);
  }
}

function k3(difference: number, limits: Objective["klLimits"]): KlTerm {
  const bound = limits?.difference ?? Number.POSITIVE_INFINITY;
  const clamped = Math.min(Math.max(difference, -bound), bound);
  // expm1 keeps the digits that e^d − 1 loses where the policies are close.
  const value = Math.expm1(clamped) - clamped;
  const highest = limits?.value ?? Number.POSITIVE_INFINITY;
  if (value > highest) return { value: highest, slope: 0 };
  return { value, slope: Math.abs(difference) > bound ? 0 : -Math.expm1(clamped) };
}
