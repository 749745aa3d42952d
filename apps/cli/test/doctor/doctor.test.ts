import { expect, test } from "vitest";
import { formatChecks } from "../../src/doctor/check.ts";
import { checkNode, examine } from "../../src/doctor/examine.ts";
import { findInstructionSets } from "../../src/doctor/instruction-sets.ts";

test("each finding has a mark, and what to do below a gap", () => {
  const checks = [
    { name: "node", state: "ok", found: "20.20.2" },
    { name: "compiler", state: "missing", found: "none", advice: "install one\nor do not" },
    { name: "gpu", state: "gap", found: "none\nat all" },
  ] as const;
  expect(formatChecks(checks).join("\n")).toMatchInlineSnapshot(`
    "✓ node      20.20.2
    ✗ compiler  none
                → install one
                → or do not
    ○ gpu       none
                at all"
  `);
});

test.each([
  ["18.20.0", "missing"],
  ["20.18.1", "missing"],
  ["20.19.0", "ok"],
  ["24.1.0", "ok"],
])("Node %s is %s", (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

test("instruction sets are read from what Linux tells of a processor", () => {
  expect(findInstructionSets("processor: 0\nflags\t\t: fpu sse avx2 fma avx512f\n")).toEqual([
    "avx2",
    "fma",
    "avx512f",
  ]);
  expect(findInstructionSets("")).toEqual([]);
});

test(
  "everything that training can use is looked at, and the engine is picked",
  { timeout: 180_000 },
  async () => {
    const checks = await examine(() => undefined);
    expect(checks.map(({ name }) => name).filter((name) => name !== "sandbox")).toEqual([
      ...[
        "node",
        "machine",
        "instructions",
        "compiler",
        "native",
        "tfjs",
        "tfjs-node-gpu",
        "picked",
        "python",
        "gpu",
      ],
    ]);
    const native = checks.find(({ name }) => name === "native");
    const expected = native?.state === "ok" ? "engine=auto takes native" : "engine=auto takes tfjs";
    expect(checks.find(({ name }) => name === "picked")?.found).toContain(expected);
    expect(
      checks.filter(({ state, advice, found }) => state !== "ok" && advice === undefined && found === ""),
    ).toEqual([]);
  },
);
