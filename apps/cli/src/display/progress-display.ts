import type { EvaluationProgress } from "@guru/evals";
import type { Terminal } from "../terminal.ts";
import { evaluationCount, evaluationLine } from "./evaluation-line.ts";
import { createLiveDisplay } from "./live-display.ts";
import { trainingFrame, trainingLine } from "./training-frame.ts";
import type { TrainingView } from "./training-view.ts";

/** Shows a run as it goes: drawn in place where a person watches, else plain lines now and then. */
export interface ProgressDisplay {
  training(view: TrainingView): void;
  evaluation(title: string, progress: EvaluationProgress): void;
  /** Prints a line that stays. */
  note(...lines: readonly string[]): void;
  /** Removes what is drawn in place. */
  clear(): void;
}

/** Plain lines of a whole run, and the least time between two drawings of an evaluation. */
const limits = { plainLines: 20, drawEveryMs: 100 };

/** Picks the display that fits the terminal. */
export function createProgressDisplay(terminal: Terminal, clock: () => number): ProgressDisplay {
  return terminal.isInteractive ? createDrawnDisplay(terminal, clock) : createPlainDisplay(terminal);
}

function createDrawnDisplay(terminal: Terminal, clock: () => number): ProgressDisplay {
  const live = createLiveDisplay(terminal);
  let drawnMs = Number.NEGATIVE_INFINITY;
  return {
    training: (view) => {
      live.draw(trainingFrame(view, terminal.columns));
    },
    evaluation: (title, progress) => {
      if (clock() - drawnMs < limits.drawEveryMs && progress.done < progress.total) return;
      drawnMs = clock();
      live.draw([evaluationLine(title, progress)]);
    },
    note: (...lines) => {
      live.clear();
      terminal.print(...lines);
    },
    clear: () => {
      live.clear();
    },
  };
}

function createPlainDisplay(terminal: Terminal): ProgressDisplay {
  return {
    training: (view) => {
      const step = view.last?.step ?? 0;
      const every = Math.max(1, Math.round(view.steps / limits.plainLines));
      if (step === 1 || step % every === 0 || step === view.steps) terminal.print(trainingLine(view));
    },
    evaluation: (title, progress) => {
      if (progress.done === progress.total) terminal.print(`${title}: ${evaluationCount(progress)}`);
    },
    note: (...lines) => {
      terminal.print(...lines);
    },
    clear: () => undefined,
  };
}
