import { createTfjsEngine } from "@guru/engine";
import { expect, test } from "vitest";
import { createWorkload } from "../src/engine/workload.ts";

test("a share of the benchmark is trained and decoded, and its times are scaled up to the whole", async () => {
  const engine = await createTfjsEngine({ backend: "wasm" });
  const workload = createWorkload(engine, { sequences: 1, rows: 2, newTokens: 2 });
  const start = performance.now();
  const train = await workload.sampleTrainStep();
  const elapsed = performance.now() - start;
  // One of 64 sequences was computed.
  expect(train.wallMs).toBeGreaterThan(0);
  expect(train.wallMs).toBeLessThanOrEqual(elapsed * 64);
  const decode = await workload.sampleDecodeStep();
  expect(decode.wallMs).toBeGreaterThan(0);
  workload.dispose();
  await engine.dispose();
});
