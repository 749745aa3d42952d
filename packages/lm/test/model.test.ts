import { createReferenceEngine } from "@guru/engine";
import { describe, expect, test } from "vitest";
import { createModel, readWeights, setWeights } from "../src/index.ts";
import { createTinyModel } from "./support/test-model.ts";

describe("createModel", () => {
  test("draws matrices around zero with the config's deviation, norms of one and biases of zero", async () => {
    const weights = await readWeights(createTinyModel({ attention_bias: true, vocab_size: 2000 }));
    const values = weights.get("model.embed_tokens.weight")?.values ?? new Float32Array();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(mean).toBeCloseTo(0, 2);
    expect(deviation).toBeCloseTo(0.3, 2);
    expect(new Set(weights.get("model.layers.1.input_layernorm.weight")?.values)).toEqual(new Set([1]));
    expect(new Set(weights.get("model.layers.1.self_attn.o_proj.bias")?.values)).toEqual(new Set([0]));
  });

  test("puts each checkpoint tensor into its own rows of a fused parameter", async () => {
    const model = createTinyModel();
    const weights = await readWeights(model);
    const rows = (name: string): number[] =>
      Array.from(weights.get(`model.layers.0.${name}.weight`)?.values ?? []);
    const [layer] = model.layers;
    const qkv = Array.from(await model.engine.read(layer?.qkv.buffer ?? 0));
    expect(qkv).toEqual([
      ...rows("self_attn.q_proj"),
      ...rows("self_attn.k_proj"),
      ...rows("self_attn.v_proj"),
    ]);
    const gateUp = Array.from(await model.engine.read(layer?.gateUp.buffer ?? 0));
    expect(gateUp).toEqual([...rows("mlp.gate_proj"), ...rows("mlp.up_proj")]);
  });

  test("takes the same weights from a map as readWeights gives", async () => {
    const original = createTinyModel();
    const weights = await readWeights(original);
    const copy = createModel(createReferenceEngine(), original.config, { kind: "weights", weights });
    expect(await readWeights(copy)).toEqual(weights);
  });

  test("lists every parameter once, a tied head not again", () => {
    const names = createTinyModel({ tie_word_embeddings: true }).parameters.map(({ name }) => name);
    expect(names).toMatchInlineSnapshot(`
      [
        "embedding",
        "layers.0.attention_norm",
        "layers.0.qkv",
        "layers.0.output",
        "layers.0.feed_forward_norm",
        "layers.0.gate_up",
        "layers.0.down",
        "layers.1.attention_norm",
        "layers.1.qkv",
        "layers.1.output",
        "layers.1.feed_forward_norm",
        "layers.1.gate_up",
        "layers.1.down",
        "norm",
      ]
    `);
  });

  test("releases all it allocated", () => {
    const engine = createReferenceEngine();
    createTinyModel({}, engine).dispose();
    expect(engine.memory().currentBytes).toBe(0);
  });
});

describe("setWeights", () => {
  test("leaves the model as it was when the weights do not fit", async () => {
    const model = createTinyModel();
    const before = await readWeights(model);
    const wrong = new Map(before).set("model.norm.weight", { shape: [15], values: new Float32Array(15) });
    expect(() => {
      setWeights(model, wrong);
    }).toThrow(/"model.norm.weight" must be \[16\], found \[15\]/);
    expect(await readWeights(model)).toEqual(before);
  });
});
