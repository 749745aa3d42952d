// Writes what the base model is before any training: its config, and a tokenizer learned from the generators' own text.
// From the repository's root: node --conditions=@guru/source --import tsx packages/nano-base/recipe/make-scaffold.ts
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pythonFunction } from "@guru/data-code";
import { drawTasks } from "@guru/data-kit";
import { ordering } from "@guru/data-logic";
import { arithmetic } from "@guru/data-math";
import { formula } from "@guru/data-science";
import { program } from "@guru/data-simulation";
import { cells } from "@guru/data-tabular";
import { parseModelConfig, trainByteLevelBpe } from "@guru/lm";

const vocabularySize = 512;
const special = { end: "<|end|>", padding: "<|pad|>", response: "<|response|>" };
const folder = join(import.meta.dirname, "../model");

const tasks = drawTasks({
  generators: [arithmetic, pythonFunction, formula, ordering, program, cells],
  seed: 1,
  split: "train",
  levels: [1, 2, 3, 4],
  count: 6000,
});
const texts = tasks.flatMap(({ prompt, demonstrations = [] }) => [
  ...prompt.map(({ content }) => content),
  ...demonstrations.map(({ text }) => text),
]);
const tokenizer = trainByteLevelBpe(texts, { vocabularySize, specialTokens: Object.values(special) });
const size = Object.keys(tokenizer.model.vocab).length;

const tokenizerConfig = {
  tokenizer_class: "PreTrainedTokenizerFast",
  eos_token: special.end,
  pad_token: special.padding,
  chat_template:
    "{% for message in messages %}{{ message['content'] }}{% endfor %}" +
    `{% if add_generation_prompt %}${special.response}{% endif %}`,
};

const model = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_act: "silu",
  hidden_size: 128,
  intermediate_size: 512,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  vocab_size: Math.ceil(size / 16) * 16,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-6,
  rope_theta: 10000,
  initializer_range: 0.09,
  tie_word_embeddings: true,
  eos_token_id: tokenizer.model.vocab[special.end],
  pad_token_id: tokenizer.model.vocab[special.padding],
  torch_dtype: "float32",
};
const config = parseModelConfig(model, "the nano model");

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "config.json"), json(config));
await writeFile(join(folder, "tokenizer.json"), json(tokenizer));
await writeFile(join(folder, "tokenizer_config.json"), json(tokenizerConfig));
process.stdout.write(`${String(size)} tokens in ${folder}\n`);
