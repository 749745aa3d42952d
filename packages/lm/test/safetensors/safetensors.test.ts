import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { realData } from "@guru/vitest-config/real-data";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors, type StoredType, type Weights, writeSafetensors } from "../../src/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const types: readonly StoredType[] = ["F32", "F16", "BF16"];

const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.float32Array({ minLength: length, maxLength: length }).map((values) => ({ shape, values }));
});
const names = fc.string().filter((name) => name !== "__metadata__");
const weights = fc
  .array(fc.tuple(names, tensor), { maxLength: 5 })
  .map((entries): Weights => new Map(entries));

describe("writeSafetensors and readSafetensors", () => {
  test("give back every F32 tensor bit for bit, with its shape", async () => {
    const file = join(temporaryFolder(), "model.safetensors");
    await fc.assert(
      fc.asyncProperty(weights, async (written) => {
        await writeSafetensors(file, written, { type: "F32" });
        const { tensors, metadata } = await readSafetensors(file);
        expect(metadata).toEqual({ format: "pt" });
        expect([...tensors.keys()]).toEqual([...written.keys()].sort());
        for (const [name, { shape, values }] of written) {
          expect(tensors.get(name)?.shape).toEqual(shape);
          expect(tensors.get(name)?.values).toEqual(values);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("keep tensors without elements in the order of their names", async () => {
    const file = join(temporaryFolder(), "model.safetensors");
    const empty = { shape: [0], values: new Float32Array(0) };
    await writeSafetensors(file, new Map(["2", " ", "10", "a"].map((name) => [name, empty])), {
      type: "F32",
    });
    expect([...(await readSafetensors(file)).tensors.keys()]).toEqual([" ", "10", "2", "a"]);
  });

  test.each(types)("lose nothing when %s values are read and written again", async (type) => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    await fc.assert(
      fc.asyncProperty(weights, async (written) => {
        await writeSafetensors(first, written, { type });
        const { tensors } = await readSafetensors(first);
        await writeSafetensors(second, tensors, { type });
        expect(await readFile(second)).toEqual(await readFile(first));
      }),
      { numRuns: 20 },
    );
  });

  test.each<{ type: StoredType; significant: number; smallest: number; largest: number }>([
    { type: "F16", significant: 11, smallest: 2 ** -24, largest: 65504 },
    { type: "BF16", significant: 8, smallest: 2 ** -133, largest: 2 ** 127 * (2 - 2 ** -7) },
  ])("round to the nearest $type, ties to even", async ({ type, significant, smallest, largest }) => {
    const file = join(temporaryFolder(), "model.safetensors");
    await fc.assert(
      fc.asyncProperty(fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true }), async (values) => {
        await writeSafetensors(file, new Map([["x", { shape: [values.length], values }]]), { type });
        const found = (await readSafetensors(file)).tensors.get("x")?.values ?? new Float32Array();
        expect(Array.from(found)).toEqual(
          Array.from(values, (value) => roundTo(value, { significant, smallest, largest })),
        );
      }),
      { numRuns: 200 },
    );
  });

  test.each<[StoredType, number, number]>([
    // Half-way cases and the borders of the subnormal and finite ranges.
    ["F16", 1 + 2 ** -11, 1],
    ["F16", 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ["F16", 65519, 65504],
    ["F16", 65520, Infinity],
    ["F16", 2 ** -25, 0],
    ["F16", 2 ** -25 * (1 + 2 ** -20), 2 ** -24],
    ["F16", 2 ** -14 - 2 ** -26, 2 ** -14],
    ["BF16", 1 + 2 ** -8, 1],
    ["BF16", 1 + 3 * 2 ** -8, 1 + 2 ** -6],
    ["BF16", 3.4028234663852886e38, Infinity],
    ["BF16", Number.NaN, Number.NaN],
    ["F16", Number.NaN, Number.NaN],
    ["F16", -Infinity, -Infinity],
    ["BF16", -0, -0],
  ])("store as %s the number %d as %d", async (type, value, expected) => {
    const file = join(temporaryFolder(), "model.safetensors");
    await writeSafetensors(file, new Map([["x", { shape: [], values: Float32Array.of(value) }]]), { type });
    const { tensors } = await readSafetensors(file);
    expect(tensors.get("x")?.values[0]).toBe(expected);
  });

  test("refuse to write values that do not fill their shape, and leave the old file as it was", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "model.safetensors");
    await writeFile(file, "old");
    const wrong = new Map([["x", { shape: [2, 2], values: new Float32Array(3) }]]);
    await expect(writeSafetensors(file, wrong, { type: "F32" })).rejects.toThrow(
      /"x".*\[2, 2\] holds 4 values, got 3/,
    );
    expect(await readFile(file, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["model.safetensors"]);
  });

  realData("data/models/digit-llama/model.safetensors", (original) => {
    test("write a third-party file again byte for byte", async () => {
      const copy = join(temporaryFolder(), "model.safetensors");
      const { tensors, metadata } = await readSafetensors(original);
      await writeSafetensors(copy, tensors, { type: "BF16", metadata });
      expect((await readFile(copy)).equals(await readFile(original))).toBe(true);
    });
  });
});

/** The nearest number with so many significant bits above the smallest subnormal, computed with exact arithmetic. */
function roundTo(value: number, format: { significant: number; smallest: number; largest: number }): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || magnitude === Infinity) return value;
  const exponent = Math.floor(Math.log2(magnitude));
  const unit = Math.max(2 ** (exponent - format.significant + 1), format.smallest);
  const units = magnitude / unit;
  const floor = Math.floor(units);
  const rest = units - floor;
  const rounded = (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor) * unit;
  return Math.sign(value) * (rounded > format.largest ? Infinity : rounded);
}
