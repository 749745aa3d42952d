import { expect, test } from "vitest";
import { createNativeEngine, type NumericArray } from "../src/index.ts";
import { describeTraining } from "./support/describe-engine.ts";
import { expectSameBits } from "./support/expect-close.ts";
import { runCase } from "./support/op-case.ts";
import { opCases } from "./support/op-cases.ts";
import { withCompiler } from "./support/with-compiler.ts";

withCompiler(() => {
  describeTraining("native", () => createNativeEngine({ threads: 2 }), { tolerance: 1e-4 });

  test("native gives the same bits for 1, 2 and 3 threads", async () => {
    const results: Record<string, NumericArray>[][] = [];
    for (const threads of [1, 2, 3]) {
      const engine = await createNativeEngine({ threads });
      const outputs: Record<string, NumericArray>[] = [];
      for (const opCase of opCases) outputs.push(await runCase(engine, opCase));
      results.push(outputs);
      await engine.dispose();
    }
    const [one, ...others] = results;
    for (const other of others) {
      other.forEach((outputs, index) => {
        expect(Object.keys(outputs)).not.toEqual([]);
        expectSameBits(outputs, one?.[index] ?? {});
      });
    }
  });
});
