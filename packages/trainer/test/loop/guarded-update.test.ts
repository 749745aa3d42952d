import { RunConfig } from "@guru/core";
import { expect, test } from "vitest";
import { createAdamW } from "../../src/index.ts";
import { accumulateGradients } from "../../src/loop/accumulate-gradients.ts";
import { guardedUpdate } from "../../src/loop/guarded-update.ts";
import { digitModel } from "../support/digit-task.ts";
import { weightsOf } from "../support/start-run.ts";

const row = { prompt: [5, 14], response: [5, 1] };

function setup(): { update: (gradient: number) => Promise<number>; weights: () => Promise<number[]> } {
  const model = digitModel();
  const optimizer = createAdamW(model.engine, model.parameters, RunConfig.parse({}).optimizer);
  const update = (gradient: number): Promise<number> =>
    guardedUpdate({
      step: 4,
      model,
      optimizer,
      learningRate: 0.01,
      accumulate: (guard) =>
        accumulateGradients(model, [[row], [row]], {
          temperature: 1,
          guard,
          gradientsOf: (_rows, { logprobs }) => ({
            logprob: new Float64Array(logprobs.length).fill(gradient),
            entropy: null,
          }),
        }),
    });
  return { update, weights: () => weightsOf({ model }) };
}

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "a gradient of %s is traced to step and op, and not applied",
  async (bad) => {
    const { update, weights } = setup();
    const before = await weights();
    await expect(update(bad)).rejects.toMatchObject({
      code: "non_finite",
      message: expect.stringMatching(/^step 4: .*logprob/) as string,
    });
    expect(await weights()).toEqual(before);
  },
);

test("nothing of a refused update is left in the next one", async () => {
  const [refused, clean] = [setup(), setup()];
  await refused.update(Number.NaN).catch(() => undefined);
  expect(await refused.update(-0.1)).toBe(await clean.update(-0.1));
  expect(await refused.weights()).toEqual(await clean.weights());
});
