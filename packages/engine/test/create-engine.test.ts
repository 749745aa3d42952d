import { afterEach, expect, test, vi } from "vitest";
import { createEngine } from "../src/index.ts";
import { withCompiler } from "./support/with-compiler.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("gives the reference and tfjs engines when asked", async () => {
  const reference = await createEngine({ engine: "reference" });
  expect(reference).toMatchObject({ requested: "reference", engine: { name: "reference" } });
  const tfjs = await createEngine({ engine: "tfjs" });
  expect(tfjs.engine.name).toBe("tfjs");
  expect(tfjs.engine.description).toMatch(/^TensorFlow\.js 4\.\d+\.\d+, wasm backend, fp32$/);
  await tfjs.engine.dispose();
});

withCompiler(() => {
  test("takes native for auto, on the threads asked for and with no reason to explain", async () => {
    const { engine, ...rest } = await createEngine({ engine: "auto", threads: 1 });
    expect(engine).toMatchObject({
      name: "native",
      description: expect.stringContaining("1 thread,") as string,
    });
    expect(rest).toEqual({ requested: "auto" });
    await engine.dispose();
  });
});

test("falls back from native to tfjs where no compiler is found, and keeps the reason", async () => {
  vi.stubEnv("PATH", "");
  const { engine, requested, fallbackReason } = await createEngine({ engine: "auto" });
  expect({ name: engine.name, requested }).toEqual({ name: "tfjs", requested: "auto" });
  expect(fallbackReason).toContain("no C++ compiler found");
  await engine.dispose();
});

test("does not fall back when native was asked for by name", async () => {
  vi.stubEnv("PATH", "");
  await expect(createEngine({ engine: "native" })).rejects.toMatchObject({ code: "engine_unsupported" });
});
