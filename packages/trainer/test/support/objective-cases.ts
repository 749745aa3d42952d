import { type Objective, objectivePresets } from "../../src/objective/objective.ts";

/** An objective to vary: verl's preset, five tokens at most, no KL and no entropy bonus. */
export function objectiveWith(changes: Partial<Objective> = {}): Objective {
  return {
    ...objectivePresets.verl,
    normLength: 5,
    klForm: "k3",
    klCoefficient: 0,
    entropyCoefficient: 0,
    ...changes,
  };
}

/** The response tokens of a padded matrix, row after row. */
export function flatten(matrix: readonly (readonly number[])[], lengths: readonly number[]): number[] {
  return matrix.flatMap((row, index) => row.slice(0, lengths[index]));
}
