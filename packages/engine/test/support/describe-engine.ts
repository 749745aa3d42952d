import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createReferenceEngine, type Engine } from "../../src/index.ts";
import { expectClose, expectSameBits } from "./expect-close.ts";
import { runCase } from "./op-case.ts";
import { opCases } from "./op-cases.ts";
import { createTrainingStep } from "./training-step.ts";

type CreateEngine = () => Promise<Engine> | Engine;

/** The op part of an engine's contract: every case within `tolerance` of the reference, and the same bits again. */
export function describeOps(
  name: string,
  createEngine: CreateEngine,
  { tolerance }: { tolerance: number },
): void {
  describe(`the ${name} engine's ops`, () => {
    const getEngine = useEngine(createEngine);
    const reference = createReferenceEngine();
    const names = [...new Set(opCases.map(({ op }) => op))];

    test("have a case each", () => {
      const covered = new Set<string>([...names, "kvWrite"]);
      expect(Object.keys(getEngine().ops).filter((op) => !covered.has(op))).toEqual([]);
    });

    describe.each(names)("%s", (op) => {
      test.each(opCases.filter((opCase) => opCase.op === op))("$title", async (opCase) => {
        const actual = await runCase(getEngine(), opCase);
        const expected = await runCase(reference, opCase);
        for (const [output, values] of Object.entries(expected)) {
          expectClose(actual[output] ?? new Float32Array(), values, tolerance);
        }
        expectSameBits(await runCase(getEngine(), opCase), actual);
      });
    });
  });
}

/** A decoder layer trained for a few steps, compared with the reference step by step. */
export function describeTraining(
  name: string,
  createEngine: CreateEngine,
  { tolerance }: { tolerance: number },
): void {
  describe(`the ${name} engine in a training step`, () => {
    const getEngine = useEngine(createEngine);

    test("learns as the reference does", async () => {
      const [step, expected] = [createTrainingStep(getEngine()), createTrainingStep(createReferenceEngine())];
      const means: number[] = [];
      for (let index = 0; index < 12; index++) {
        means.push(await step.run());
        expect(Math.abs((means.at(-1) ?? NaN) - (await expected.run()))).toBeLessThan(tolerance);
      }
      expect((means.at(-1) ?? NaN) - (means[0] ?? NaN)).toBeGreaterThan(0.5);
      step.dispose();
    });
  });
}

/** The other part of an engine's contract: memory, order and errors. */
export function describeMemory(name: string, createEngine: CreateEngine): void {
  describe(`the ${name} engine's memory`, () => {
    const getEngine = useEngine(createEngine);

    test("gives zeros for a new buffer, also where an old one was", async () => {
      const engine = getEngine();
      const old = engine.allocate(1000, "f32");
      engine.write(old, new Float32Array(1000).fill(7));
      engine.release(old);
      const floats = engine.allocate(1000, "f32");
      const integers = engine.allocate(3, "i32");
      expect(await engine.read(integers)).toEqual(new Int32Array(3));
      expect((await engine.read(floats)).every((value) => value === 0)).toBe(true);
      engine.release(floats);
      engine.release(integers);
    });

    test("writes a part of a buffer from an offset", async () => {
      const engine = getEngine();
      const buffer = engine.allocate(5, "i32");
      engine.write(buffer, new Int32Array([7, 8]), 2);
      expect(await engine.read(buffer)).toEqual(new Int32Array([0, 0, 7, 8, 0]));
      engine.release(buffer);
    });

    test("takes double precision values and copies them when told to write", async () => {
      const engine = getEngine();
      const buffer = engine.allocate(2, "f32");
      const values = new Float64Array([0.5, -3]);
      engine.write(buffer, values);
      values.fill(9);
      expect(Array.from(await engine.read(buffer))).toEqual([0.5, -3]);
      engine.release(buffer);
    });

    test("reads what was queued before, not what is queued after", async () => {
      const engine = getEngine();
      const buffer = engine.allocate(1, "f32");
      engine.write(buffer, new Float32Array([1]));
      const first = engine.read(buffer);
      engine.ops.axpy({ x: buffer, y: buffer, alpha: 1, length: 1 });
      const second = engine.read(buffer);
      engine.release(buffer);
      expect([Array.from(await first), Array.from(await second)]).toEqual([[1], [2]]);
    });

    test("says that a buffer was released when it is read", async () => {
      const engine = getEngine();
      const buffer = engine.allocate(1, "f32");
      engine.release(buffer);
      await expect((async () => engine.read(buffer))()).rejects.toThrow("released");
    });

    test("refuses to write past the end of a buffer", async () => {
      const engine = getEngine();
      const buffer = engine.allocate(2, "f32");
      await expect(
        (async () => {
          engine.write(buffer, new Float32Array(2), 1);
          return engine.read(buffer);
        })(),
      ).rejects.toMatchObject({ name: "GuruError", code: "shape" });
      engine.release(buffer);
    });

    test("rejects the next read after an id outside the table, then goes on", async () => {
      const engine = getEngine();
      const [ids, table, out] = [
        engine.allocate(2, "i32"),
        engine.allocate(6, "f32"),
        engine.allocate(4, "f32"),
      ];
      engine.write(ids, new Int32Array([1, 3]));
      engine.ops.embeddingGrad({ ids, gradOut: out, gradTable: table, rows: 2, columns: 2, vocabulary: 3 });
      await expect(engine.read(out)).rejects.toMatchObject({ name: "GuruError", message: /\b3\b/ });
      expect(Array.from(await engine.read(out))).toEqual([0, 0, 0, 0]);
      for (const buffer of [ids, table, out]) engine.release(buffer);
    });

    test("counts the bytes of its buffers", () => {
      const engine = getEngine();
      const before = engine.memory().currentBytes;
      const buffer = engine.allocate(256, "i32");
      const { currentBytes, peakBytes } = engine.memory();
      expect(currentBytes - before).toBeGreaterThanOrEqual(1024);
      expect(peakBytes).toBeGreaterThanOrEqual(currentBytes);
      engine.release(buffer);
      expect(engine.memory().currentBytes).toBe(before);
    });
  });
}

function useEngine(createEngine: CreateEngine): () => Engine {
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine?.dispose());
  return () => {
    if (engine === undefined) throw new Error("the engine is there only while tests run");
    return engine;
  };
}
