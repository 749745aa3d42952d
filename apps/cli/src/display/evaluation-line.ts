import type { EvaluationProgress } from "@guru/evals";
import { bar } from "./training-frame.ts";

const modeNames: Readonly<Record<EvaluationProgress["mode"], string>> = {
  greedy: "greedy",
  madeToWork: "made to work",
  samples: "sampled",
};

/** One line of how far an evaluation is. */
export function evaluationLine(title: string, { mode, done, total }: EvaluationProgress): string {
  return `${title}  ${bar(done / total, 30)}  ${modeNames[mode]} ${done}/${total}`;
}
