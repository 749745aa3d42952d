import type { EvaluationProgress } from "@guru/evals";
import { bar } from "./training-frame.ts";

const modeNames: Readonly<Record<EvaluationProgress["mode"], string>> = {
  greedy: "greedy",
  madeToWork: "made to work",
  samples: "sampled",
};

/** How many responses of the present kind there are. */
export function evaluationCount({ mode, done, total }: EvaluationProgress): string {
  return `${modeNames[mode]} ${done}/${total}`;
}

/** One line of how far an evaluation is. */
export function evaluationLine(title: string, progress: EvaluationProgress): string {
  return `${title}  ${bar(progress.done / progress.total, 30)}  ${evaluationCount(progress)}`;
}
