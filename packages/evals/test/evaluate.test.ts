import { createReferenceEngine } from "@guru/engine";
import type { Tokenizer } from "@guru/lm";
import { createModel, parseModelConfig } from "@guru/lm";
import { expect, test } from "vitest";
import { evaluateTasks, type EvaluationResult } from "../src/index.ts";
import { judge, makeTask } from "./fixtures/make-task.ts";

// The alphabet of the prompts and answers below; `#` separates work from the answer and `.` ends a response.
const alphabet = Array.from("#.0123456789 ?math");
const marker = alphabet.indexOf("#");

/** One token a character, enough of a tokenizer to run a model. */
const tokenizer: Tokenizer = {
  vocabularySize: alphabet.length,
  endToken: alphabet.indexOf("."),
  padToken: alphabet.indexOf("."),
  encode: (text) => Array.from(text, (character) => alphabet.indexOf(character)),
  encodePrompt: (messages) => tokenizer.encode(tokenizer.renderPrompt(messages)),
  decode: (ids, options) =>
    ids
      .filter((id) => options?.skipSpecial !== true || id !== tokenizer.endToken)
      .map((id) => alphabet[id] ?? "")
      .join(""),
  tokenId: (token) => alphabet.indexOf(token),
  renderPrompt: (messages) => messages.map(({ content }) => content).join(""),
  save: () => Promise.resolve(),
};

const config = parseModelConfig(
  {
    model_type: "llama",
    vocab_size: alphabet.length,
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    max_position_embeddings: 40,
    initializer_range: 0.4,
    tie_word_embeddings: true,
  },
  "the test's config",
);
const tasks = Array.from({ length: 12 }, (_, index) => makeTask("math", index));
const modes = { greedy: true, samples: 3, madeToWork: { bannedFirstToken: marker } };

async function evaluate(seed: number, some = tasks): Promise<EvaluationResult> {
  const engine = createReferenceEngine();
  const model = createModel(engine, config, { kind: "random", seed: 5 });
  const options = { model, tokenizer, tasks: some, judge, modes, maxTokens: 8, seed, clock: () => 0 };
  const result = await evaluateTasks(options);
  model.dispose();
  expect(engine.memory().currentBytes).toBe(0);
  await engine.dispose();
  return result;
}

test("a model's evaluation is reproducible and depends on the seed only where it samples", async () => {
  const first = await evaluate(1);
  expect(await evaluate(1)).toEqual(first);
  const other = await evaluate(2);
  expect(other.tasks.map(({ greedy }) => greedy)).toEqual(first.tasks.map(({ greedy }) => greedy));
  expect(other.tasks.map(({ samples }) => samples)).not.toEqual(first.tasks.map(({ samples }) => samples));
});

test("a task's responses do not depend on the other tasks", async () => {
  const all = await evaluate(1);
  const [alone] = (await evaluate(1, tasks.slice(7, 8))).tasks;
  expect(alone).toEqual(all.tasks[7]);
});

test("a model made to work never starts with the banned token", async () => {
  const { tasks: rows } = await evaluate(1);
  for (const { madeToWork } of rows) expect(madeToWork?.text.startsWith("#")).toBe(false);
  expect(rows.every(({ samples, greedy }) => samples.length === 3 && greedy !== undefined)).toBe(true);
});

test("the end token counts as a token and is not part of the text", async () => {
  const { tasks: rows, phases } = await evaluate(1);
  const answers = rows.flatMap(({ greedy, madeToWork, samples }) => [greedy, madeToWork, ...samples]);
  for (const answer of answers) {
    expect(answer?.text).not.toContain(".");
    expect(answer?.tokens).toBe((answer?.text.length ?? 0) + (answer?.finishReason === "stop" ? 1 : 0));
  }
  expect(answers.some((answer) => answer?.finishReason === "stop")).toBe(true);
  expect(phases.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(
    answers.reduce((sum, answer) => sum + (answer?.tokens ?? 0), 0),
  );
});
