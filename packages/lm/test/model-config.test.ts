import { describe, expect, test } from "vitest";
import { type ModelConfig, parseModelConfig } from "../src/index.ts";
import { modelSizes, ropeTheta } from "../src/model-config.ts";
import { tinyConfig } from "./support/test-model.ts";

const parse = (changes: object): ModelConfig =>
  parseModelConfig({ ...tinyConfig, ...changes }, "config.json");

describe("parseModelConfig", () => {
  test("fills in Hugging Face's defaults and keeps unknown keys", () => {
    const config = parse({ use_cache: true, quirk: { a: 1 } });
    expect(config).toMatchObject({ hidden_act: "silu", rms_norm_eps: 1e-6, tie_word_embeddings: false });
    expect(config).toMatchObject({ use_cache: true, quirk: { a: 1 } });
  });

  test("derives the sizes of grouped and of wide heads", () => {
    expect(modelSizes(parse({}))).toMatchObject({ headSize: 4, kvHeads: 2, attention: 16, qkv: 32 });
    expect(modelSizes(parse({ num_key_value_heads: null, head_dim: 8 }))).toMatchObject({
      kvHeads: 4,
      attention: 32,
      qkv: 96,
    });
  });

  test("finds the rotary base where older and newer files keep it", () => {
    expect(ropeTheta(parse({}))).toBe(10_000);
    expect(ropeTheta(parse({ rope_theta: 5e5 }))).toBe(5e5);
    expect(ropeTheta(parse({ rope_parameters: { rope_type: "default", rope_theta: 7 } }))).toBe(7);
  });

  test.each<[object, RegExp]>([
    [{ model_type: "qwen2" }, /only model_type "llama" is supported/],
    [{ hidden_act: "gelu" }, /only hidden_act "silu" is supported/],
    [
      { rope_scaling: { rope_type: "llama3", factor: 8 } },
      /scaled rotary embeddings are not supported[\s\S]*rope_scaling/,
    ],
    [{ rope_scaling: { type: "linear", factor: 2 } }, /scaled rotary embeddings are not supported/],
    [{ rope_parameters: { rope_type: "yarn" } }, /scaled rotary embeddings are not supported/],
    [{ mlp_bias: true }, /feed-forward biases are not supported/],
    [{ num_key_value_heads: 3 }, /num_attention_heads 4 must be a multiple of num_key_value_heads 3/],
    [{ hidden_size: 18 }, /even whole number, got 4\.5 \(hidden_size 18, num_attention_heads 4\)/],
    [{ head_dim: 5 }, /even whole number, got 5/],
    [{ vocab_size: "many" }, /expected number[\s\S]*vocab_size/],
    [{ num_hidden_layers: 0 }, /num_hidden_layers/],
  ])("refuses %j", (changes, message) => {
    expect(() => parse(changes)).toThrow(message);
    expect(() => parse(changes)).toThrow(/config\.json is not a usable model config/);
  });

  test.each([null, [], "text", 3])("refuses %j, which is no object", (value) => {
    expect(() => parseModelConfig(value, "config.json")).toThrow(
      expect.objectContaining({ code: "model_config" }),
    );
  });
});
