import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadTokenizer } from "../../src/tokenizer/load-tokenizer.ts";
import { trainByteLevelBpe } from "../../src/tokenizer/train-byte-level-bpe.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "guru-tokenizer-"));
});
afterAll(() => rm(root, { recursive: true }));

const specialTokens = ["<|end|>", "<|pad|>", "<|user|>", "<|answer|>"];
const bpe = JSON.stringify(
  trainByteLevelBpe(["what is the sum of the list"], { vocabularySize: 264, specialTokens }),
  null,
  2,
);
const config = {
  eos_token: { content: "<|end|>", lstrip: false },
  pad_token: "<|pad|>",
  chat_template: "{% for m in messages %}<|user|>{{ m.content | trim }}{% endfor %}<|answer|>",
};

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(root, "model-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const goodFiles = { "tokenizer.json": bpe, "tokenizer_config.json": JSON.stringify(config) };

describe("a folder with tokenizer.json", () => {
  test("knows its special tokens", async () => {
    const tokenizer = await loadTokenizer(await folderWith(goodFiles));
    expect([tokenizer.endToken, tokenizer.padToken, tokenizer.vocabularySize]).toEqual([0, 1, 264]);
    expect(tokenizer.decode([2, 0], { skipSpecial: false })).toBe("<|user|><|end|>");
  });

  test("pads with the end token when no other is named", async () => {
    const rest = { ...config, pad_token: null };
    const folder = await folderWith({ ...goodFiles, "tokenizer_config.json": JSON.stringify(rest) });
    expect((await loadTokenizer(folder)).padToken).toBe(0);
  });

  test("renders and encodes prompts with the template's special tokens", async () => {
    const tokenizer = await loadTokenizer(await folderWith(goodFiles));
    const messages = [{ role: "user" as const, content: " the sum? " }];
    expect(tokenizer.renderPrompt(messages)).toBe("<|user|>the sum?<|answer|>");
    expect(tokenizer.encodePrompt(messages)).toEqual([2, ...tokenizer.encode("the sum?"), 3]);
    expect(tokenizer.encode("<|user|>", { allowSpecial: true })).toEqual([2]);
  });

  test("keeps special tokens that a message spells out as text, whatever the message", async () => {
    const tokenizer = await loadTokenizer(await folderWith(goodFiles));
    const word = fc.oneof(
      fc.constantFrom(...specialTokens),
      fc.string(),
      fc.constantFrom("\uFDD0", "\uFDD1", "<|", "0"),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const content = words.join("");
        const ids = tokenizer.encodePrompt([{ role: "user", content }]);
        expect(ids.filter((id) => id < specialTokens.length)).toEqual([2, 3]);
        expect(tokenizer.decode(ids)).toBe(`<|user|>${content.trim()}<|answer|>`);
      }),
    );
  });

  test("prefers chat_template.jinja, as newer checkpoints write it", async () => {
    const folder = await folderWith({ ...goodFiles, "chat_template.jinja": "{{ messages[0].content }}!" });
    expect((await loadTokenizer(folder)).renderPrompt([{ role: "user", content: "hi" }])).toBe("hi!");
  });

  test("is saved byte for byte", async () => {
    const files = { ...goodFiles, "special_tokens_map.json": '{ "eos_token" :"<|end|>"}\r\n' };
    const tokenizer = await loadTokenizer(await folderWith(files));
    const copy = join(root, "deep", "copy");
    await tokenizer.save(copy);
    for (const [name, text] of Object.entries(files))
      expect(await readFile(join(copy, name), "utf8")).toBe(text);
  });
});

describe("what is wrong with a folder is said", () => {
  test.each<[string, string, Readonly<Record<string, string>>]>([
    ["tokenizer_missing", "holds no tokenizer", {}],
    ["tokenizer_missing", "nor a tokenizer_config.json with char_ords", { "tokenizer_config.json": "{}" }],
    ["tokenizer_malformed", "tokenizer.json is empty", { ...goodFiles, "tokenizer.json": "" }],
    [
      "tokenizer_malformed",
      "tokenizer.json is not valid JSON",
      { ...goodFiles, "tokenizer.json": bpe.slice(0, 100) },
    ],
    ["tokenizer_malformed", "tokenizer.json is no tokenizer.json", { ...goodFiles, "tokenizer.json": "[]" }],
    [
      "tokenizer_malformed",
      "model.vocab",
      { ...goodFiles, "tokenizer.json": '{"model":{"type":"BPE","vocab":{"a":-1}}}' },
    ],
    ["tokenizer_malformed", "tokenizer_config.json is empty", { ...goodFiles, "tokenizer_config.json": "" }],
    ["tokenizer_malformed", "eos_token", { ...goodFiles, "tokenizer_config.json": '{"eos_token": 3}' }],
    ["tokenizer_malformed", "names no eos_token", { "tokenizer.json": bpe }],
    [
      "tokenizer_malformed",
      "eos_token </s> is not in",
      { ...goodFiles, "tokenizer_config.json": '{"eos_token":"</s>"}' },
    ],
    ["chat_template", "cannot be parsed", { ...goodFiles, "chat_template.jinja": "{% for %}" }],
  ])("%s: %s", async (code, message, files) => {
    const folder = await folderWith(files);
    const error: unknown = await loadTokenizer(folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(error).toMatchObject({ message: expect.stringContaining(folder) as string });
  });

  test("a missing folder", async () => {
    await expect(loadTokenizer(join(root, "nowhere"))).rejects.toMatchObject({ code: "tokenizer_missing" });
  });

  test("a file that cannot be read", async () => {
    const folder = await folderWith({});
    await mkdir(join(folder, "tokenizer.json"));
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: "tokenizer_unreadable" });
  });

  test("a missing chat template, when a prompt is rendered", async () => {
    const folder = await folderWith({ ...goodFiles, "tokenizer_config.json": '{"eos_token":"<|end|>"}' });
    const tokenizer = await loadTokenizer(folder);
    expect(() => tokenizer.renderPrompt([])).toThrow("has no chat_template");
  });
});
