import { describe, expect, test } from "vitest";
import { createProgressDisplay } from "../../src/display/progress-display.ts";
import type { TrainingView } from "../../src/display/training-view.ts";
import { createTestContext, type TestContext } from "../support/test-context.ts";

const view = (step: number, steps: number): TrainingView => ({
  method: "sft",
  steps,
  last: { step, "train/loss": 1 },
  history: [1],
  elapsedSeconds: 1,
  secondsLeft: 1,
});

function show(isInteractive: boolean): {
  context: TestContext;
  display: ReturnType<typeof createProgressDisplay>;
} {
  const context = createTestContext();
  return { context, display: createProgressDisplay({ ...context.terminal, isInteractive }, context.clock) };
}

describe("where nobody watches", () => {
  test("about twenty lines tell of a long run, the first and the last among them", () => {
    const { context, display } = show(false);
    for (let step = 1; step <= 205; step++) display.training(view(step, 205));
    const steps = context.printed.map((line) => line.split("  ")[0]);
    expect(steps).toHaveLength(22);
    expect([steps[0], steps[1], steps.at(-1)]).toEqual(["step 1/205", "step 10/205", "step 205/205"]);
  });

  test("an evaluation is told when a part of it is done", () => {
    const { context, display } = show(false);
    for (const done of [1, 2, 3])
      display.evaluation("measuring", { mode: "samples", done, total: 3, tokens: 9 });
    expect(context.printed).toEqual(["measuring: sampled 3/3"]);
  });
});

describe("where a person watches", () => {
  test("an evaluation is drawn at most ten times a second, and at its end", () => {
    const { context, display } = show(true);
    for (let done = 1; done <= 100; done++) {
      display.evaluation("measuring", { mode: "greedy", done, total: 100, tokens: 9 });
      context.advance(10);
    }
    expect(context.printed).toHaveLength(11);
    expect(context.printed.at(-1)).toContain("greedy 100/100");
  });

  test("a note stays above what is drawn", () => {
    const { context, display } = show(true);
    display.training(view(1, 2));
    display.note("a note");
    expect(context.printed.slice(1)).toEqual(["\u001b[2A\r\u001b[0J", "a note"]);
  });
});
