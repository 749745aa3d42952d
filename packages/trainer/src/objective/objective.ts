import type { RunConfig } from "@guru/core";

/** How a group's rewards become advantages; {@link groupAdvantages} has the formulas. */
export type AdvantageEstimator = "grpo" | "dr_grpo" | "rloo";

/** How per-token losses become one number; {@link tokenWeight} has the formulas. */
export type Aggregation =
  "token-mean" | "seq-mean-token-sum" | "seq-mean-token-mean" | "seq-mean-token-sum-norm";

/** Which estimate of the divergence from the reference policy; {@link klPenalty} has the formulas. */
export type KlForm = "k1" | "abs" | "k2" | "k3";

/** Every knob of the policy objective, with nothing left to a default. */
export interface Objective {
  readonly advantage: AdvantageEstimator;
  /** Added to the standard deviation of a group. */
  readonly stdEpsilon: number;
  /** Ratios below 1 − clipLow earn no gradient when the advantage is negative. */
  readonly clipLow: number;
  /** Ratios above 1 + clipHigh earn no gradient when the advantage is positive. */
  readonly clipHigh: number;
  /** Largest loss for a negative advantage, as a multiple of −advantage; null for no limit. */
  readonly dualClip: number | null;
  /** Log-ratios are clamped to ± this before they are exponentiated; null for no limit. */
  readonly logRatioLimit: number | null;
  readonly aggregation: Aggregation;
  /** The length that `seq-mean-token-sum-norm` divides by. */
  readonly normLength: number;
  /** Whether `seq-mean-token-sum-norm` divides by the number of rows as well. */
  readonly normPerRow: boolean;
  readonly klForm: KlForm;
  readonly klCoefficient: number;
  /** Clamps of k3: of the difference of log-probabilities, and of the value; null for none. */
  readonly klLimits: { readonly difference: number; readonly value: number } | null;
  readonly entropyCoefficient: number;
}

/** The knobs that a preset decides. */
export type ObjectivePreset = Pick<
  Objective,
  | "advantage"
  | "stdEpsilon"
  | "clipLow"
  | "clipHigh"
  | "dualClip"
  | "logRatioLimit"
  | "aggregation"
  | "normPerRow"
  | "klLimits"
>;

const verl: ObjectivePreset = {
  advantage: "grpo",
  stdEpsilon: 1e-6,
  clipLow: 0.2,
  clipHigh: 0.2,
  dualClip: 3,
  logRatioLimit: 20,
  aggregation: "token-mean",
  normPerRow: false,
  klLimits: { difference: 20, value: 10 },
};

/**
 * Whose definitions to follow: verl's (commit b178a3cd) with token and row counts of the whole batch, TRL's (f2cd5771),
 * or the published GURU run's, which is verl with a wider dual clip.
 */
export const objectivePresets: Readonly<Record<"verl" | "trl" | "guru", ObjectivePreset>> = {
  verl,
  trl: { ...verl, stdEpsilon: 1e-4, dualClip: null, logRatioLimit: null, normPerRow: true, klLimits: null },
  guru: { ...verl, dualClip: 10 },
};

/** The preset's knobs with everything the config states itself put over them. */
export function resolveObjective(config: RunConfig["objective"], maxResponseTokens: number): Objective {
  const preset = objectivePresets[config.preset];
  return {
    ...preset,
    advantage: config.advantage ?? preset.advantage,
    stdEpsilon: config.stdEpsilon ?? preset.stdEpsilon,
    clipLow: config.clipLow ?? preset.clipLow,
    clipHigh: config.clipHigh ?? preset.clipHigh,
    dualClip: config.dualClip === undefined ? preset.dualClip : config.dualClip,
    aggregation: config.aggregation ?? preset.aggregation,
    normLength: maxResponseTokens,
    klForm: config.klForm,
    klCoefficient: config.klCoefficient,
    entropyCoefficient: config.entropyCoefficient,
  };
}
