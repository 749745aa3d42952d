import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realData } from "@guru/vitest-config/real-data";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCharacterTokenizer } from "../../src/tokenizer/character-tokenizer.ts";
import { loadTokenizer } from "../../src/tokenizer/load-tokenizer.ts";

const alphabet = "0123456789,:";
const config = {
  char_ords: Array.from(alphabet, (character) => character.charCodeAt(0)),
  chat_template: "{{ messages[0]['content'] }}{% if add_generation_prompt %}{{ sep_token }}{% endif %}",
};
const file = "a/tokenizer_config.json";
const tokenizer = createCharacterTokenizer({
  config: { ...emptyTokens(), ...config },
  file,
  files: new Map(),
});

test("characters follow the four special tokens in their order", () => {
  expect(tokenizer.encode("09,:")).toEqual([4, 13, 14, 15]);
  expect(["S", "E", "P", "U", "7"].map((token) => tokenizer.tokenId(token))).toEqual([0, 1, 2, 3, 11]);
  expect([tokenizer.endToken, tokenizer.padToken, tokenizer.vocabularySize]).toEqual([1, 2, 16]);
});

test("text of its characters comes back, others become U", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from(alphabet)) }), (text) => {
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }),
  );
  expect(tokenizer.encode("S1x")).toEqual([3, 5, 3]);
  expect(tokenizer.encode("S1x", { allowSpecial: true })).toEqual([0, 5, 3]);
});

test("the prompt ends with the separator, which a message cannot spell", () => {
  const messages = [{ role: "user" as const, content: "1,S" }];
  expect(tokenizer.renderPrompt(messages)).toBe("1,SS");
  expect(tokenizer.encodePrompt(messages)).toEqual([5, 14, 3, 0]);
});

test("special tokens are left out of the text when asked", () => {
  expect(tokenizer.decode([0, 5, 1, 2])).toBe("S1EP");
  expect(tokenizer.decode([0, 5, 1, 2], { skipSpecial: true })).toBe("1");
  expect(tokenizer.decode([5, 16])).toBe("1\uFFFD");
});

realData("data/models/digit-llama", (folder) => {
  test("is read and saved byte for byte", async () => {
    const digits = await loadTokenizer(folder);
    expect(digits.vocabularySize).toBe(16);
    expect(digits.encodePrompt([{ role: "user", content: "3,5:9,4" }])).toEqual([7, 14, 9, 15, 13, 14, 8, 0]);
    const copy = await mkdtemp(join(tmpdir(), "guru-digits-"));
    await digits.save(copy);
    const name = "tokenizer_config.json";
    expect(await readFile(join(copy, name))).toEqual(await readFile(join(folder, name)));
    await rm(copy, { recursive: true });
  });

  test("refuses a system message in the words of its template", async () => {
    const digits = await loadTokenizer(folder);
    expect(() => digits.renderPrompt([{ role: "system", content: "" }])).toThrow("System role not supported");
  });
});

function emptyTokens(): Record<
  "bos_token" | "eos_token" | "pad_token" | "sep_token" | "unk_token",
  undefined
> {
  return {
    bos_token: undefined,
    eos_token: undefined,
    pad_token: undefined,
    sep_token: undefined,
    unk_token: undefined,
  };
}
