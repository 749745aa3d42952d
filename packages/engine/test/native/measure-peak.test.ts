import { expect, test } from "vitest";
import { measurePeak } from "../../src/index.ts";
import { withCompiler } from "../support/with-compiler.ts";

withCompiler(() => {
  test("the peak is that of the threads that were asked for, and names its kernels", async () => {
    const peak = await measurePeak({ threads: 1 });
    expect(peak.threads).toBe(1);
    expect(peak.instructionSet).not.toBe("");
    expect(peak.flopsPerSecond).toBeGreaterThan(0);
    expect(peak.flopsPerSecond).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test("a set of kernels that the library does not hold is an error", async () => {
    await expect(measurePeak({ instructionSet: "none" })).rejects.toThrow(
      "this processor cannot run none kernels",
    );
  });
});
