import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createEngine, type Engine } from "@guru/engine";
import { generate, loadCheckpoint, readSafetensors } from "@guru/lm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nanoBaseFolder } from "../src/index.ts";

describe("the base model", () => {
  let engine: Engine;
  beforeAll(async () => {
    ({ engine } = await createEngine({ engine: "auto" }));
  });
  afterAll(() => engine.dispose());

  test("has about a million parameters in at most 8 MB", async () => {
    const { tensors } = await readSafetensors(join(nanoBaseFolder, "model.safetensors"));
    const parameters = [...tensors.values()].reduce(
      (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
      0,
    );
    expect(parameters).toBeGreaterThan(900_000);
    expect(parameters).toBeLessThan(1_200_000);
    expect((await readFile(join(nanoBaseFolder, "model.safetensors"))).length).toBeLessThan(8_000_000);
  });

  test("keeps the answer marker, digits and punctuation as tokens of their own", async () => {
    const { tokenizer, model } = await loadCheckpoint(engine, nanoBaseFolder);
    for (const text of ["18#27", ")#(", "1234", "x+=7;"]) {
      expect(tokenizer.encode(text)).toHaveLength(text.length);
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }
    model.dispose();
  });

  test("answers with one marker and stops", async () => {
    const { tokenizer, model } = await loadCheckpoint(engine, nanoBaseFolder);
    const prompts = ["9+2*9=?", "m=32kg a=8m/s2 F?", "Leo>Max>Ivy 2x3 3rd?", "A1=38,B1=11|A2=12,B2=6|A2?"];
    const requests = prompts.map((content) => ({
      prompt: tokenizer.encodePrompt([{ role: "user", content }]),
      seeds: [0],
    }));
    const options = { temperature: 0, maxTokens: 48, stopTokens: [tokenizer.endToken] };
    for await (const { tokens, finishReason } of generate(model, requests, options)) {
      expect(finishReason).toBe("stop");
      expect(tokenizer.decode(tokens, { skipSpecial: true })).toMatch(/^[^#]*#[^#]+$/);
    }
    model.dispose();
  });
});
