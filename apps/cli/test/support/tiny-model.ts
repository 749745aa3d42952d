import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { trainByteLevelBpe } from "@guru/lm";

/** Writes the config and tokenizer of a model that a slow engine can train within a test; it has no weights. */
export async function writeTinyModel(folder: string): Promise<string> {
  const tokenizer = trainByteLevelBpe(["#"], {
    vocabularySize: 258,
    specialTokens: ["<|end|>", "<|response|>"],
  });
  const config = {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    vocab_size: 258,
    hidden_size: 16,
    intermediate_size: 32,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    hidden_act: "silu",
    max_position_embeddings: 128,
    rms_norm_eps: 1e-6,
    rope_theta: 10_000,
    tie_word_embeddings: true,
    eos_token_id: 0,
  };
  const tokenizerConfig = {
    eos_token: "<|end|>",
    chat_template: "{% for message in messages %}{{ message.content }}{% endfor %}<|response|>",
  };
  await mkdir(folder, { recursive: true });
  const files = {
    "config.json": config,
    "tokenizer.json": tokenizer,
    "tokenizer_config.json": tokenizerConfig,
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  return folder;
}
