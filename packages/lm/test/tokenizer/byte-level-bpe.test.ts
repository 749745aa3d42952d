import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createByteLevelBpe } from "../../src/tokenizer/byte-level-bpe.ts";
import { parseTokenizerJson, type TokenizerJson } from "../../src/tokenizer/tokenizer-json.ts";
import { trainByteLevelBpe } from "../../src/tokenizer/train-byte-level-bpe.ts";
import { oracleEncode } from "./oracle.ts";

const llama3 =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const qwen = llama3.replace("{1,3}", "");
const corpus = [
  "It's what we're told: they'll have 1234 of them, won't they? IT'S SO.",
  "  def f(x):\n\n    return x ** 2  # the square of it\r\n",
  "Größe und Maß; naïve café, 日本語 12345 and more of the same café",
];
const sequence = (...pretokenizers: object[]): TokenizerJson["pre_tokenizer"] => ({
  type: "Sequence",
  pretokenizers,
});
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
const split = (Regex: string, behavior = "Isolated", invert = false): object => ({
  type: "Split",
  pattern: { Regex },
  behavior,
  invert,
});
const trained = trainByteLevelBpe(corpus, {
  vocabularySize: 320,
  splitPattern: llama3,
  specialTokens: ["<|end|>"],
});

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from("ITsv're  LLd'0123456\n\r\t:(é日")) }),
  fc.string({ unit: "grapheme-ascii" }),
  fc.constantFrom(...corpus),
);

describe("pre-tokenizers give the ids that Hugging Face gives", () => {
  test.each<[string, TokenizerJson["pre_tokenizer"]]>([
    ["Llama 3's split", sequence(split(llama3), byteLevel)],
    ["Qwen's split", sequence(split(qwen), byteLevel)],
    ["matches only", sequence(split(qwen, "Removed", true), byteLevel)],
    ["GPT-2's own pattern", { ...byteLevel, use_regex: true }],
    ["a space before the text", { ...byteLevel, add_prefix_space: true, use_regex: true }],
    [
      "single digits",
      sequence({ type: "Digits", individual_digits: true }, { ...byteLevel, use_regex: true }),
    ],
    [
      "groups of digits",
      sequence({ type: "Digits", individual_digits: false }, { ...byteLevel, use_regex: true }),
    ],
    [
      "a literal string",
      sequence(
        { type: "Split", pattern: { String: "(x)." }, behavior: "Isolated", invert: false },
        byteLevel,
      ),
    ],
  ])("%s", (_name, pre_tokenizer) => {
    const json = { ...trained, pre_tokenizer };
    const bpe = createByteLevelBpe(json, "tokenizer.json");
    const oracle = oracleEncode(json);
    fc.assert(
      fc.property(text, (value) => {
        expect(bpe.encode(value)).toEqual(oracle(value));
      }),
    );
  });

  test("whole words before merges, where the file says so", () => {
    const vocab = { ...trained.model.vocab, square: 1000 };
    const json = { ...trained, model: { ...trained.model, vocab, ignore_merges: true } };
    expect(createByteLevelBpe(json, "tokenizer.json").encode("square")).toEqual([1000]);
    expect(oracleEncode(json)("square")).toEqual([1000]);
  });
});

test("merges written as strings are read like pairs", () => {
  const merges = trained.model.merges.map((merge) => (typeof merge === "string" ? merge : merge.join(" ")));
  const json = { ...trained, model: { ...trained.model, merges } };
  const [bpe, same] = [trained, json].map((content) => createByteLevelBpe(content, "tokenizer.json"));
  expect(bpe?.encode(corpus.join())).toEqual(same?.encode(corpus.join()));
});

test("NFC is applied where the file asks for it", () => {
  const bpe = createByteLevelBpe({ ...trained, normalizer: { type: "NFC" } }, "tokenizer.json");
  expect(bpe.decode(bpe.encode("cafe\u0301"), false)).toBe("caf\u00e9");
});

test("special tokens are read only when allowed, other added tokens always", () => {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  const added_tokens = [
    { id: 400, content: "<|end|>", special: true, ...flags },
    { id: 401, content: "<think>", special: false, ...flags },
  ];
  const bpe = createByteLevelBpe({ ...trained, added_tokens }, "tokenizer.json");
  const value = "<think>it<|end|>";
  expect(bpe.encode(value, { mend: (ordinary) => ordinary }).filter((id) => id >= 400)).toEqual([401, 400]);
  expect(bpe.encode(value).filter((id) => id >= 400)).toEqual([401]);
  expect(bpe.decode(bpe.encode(value), true)).toBe(value);
  expect(bpe.decode([401, 400], true)).toBe("<think>");
  expect(bpe.vocabularySize).toBe(402);
});

test("a long piece without any split is encoded", () => {
  const bpe = createByteLevelBpe(trained, "tokenizer.json");
  const value = "thesquareofit".repeat(10_000);
  expect(bpe.decode(bpe.encode(value), false)).toBe(value);
});

test("an id that no token has, which a rounded-up vocabulary allows, is unreadable text", () => {
  const bpe = createByteLevelBpe(trained, "a/tokenizer.json");
  expect(bpe.decode([...bpe.encode("it"), 9999], false)).toBe("it\uFFFD");
});

describe("pieces that are not supported are named", () => {
  const unsupported: [string, Partial<TokenizerJson>][] = [
    ["the normalizer Lowercase", { normalizer: { type: "Lowercase" } }],
    ["no ByteLevel pre-tokenizer", { pre_tokenizer: { type: "Whitespace" } }],
    ["no ByteLevel pre-tokenizer", { pre_tokenizer: null }],
    ["the pre-tokenizer Metaspace", { pre_tokenizer: sequence({ type: "Metaspace" }, byteLevel) }],
    [
      "the Split behavior MergedWithNext",
      { pre_tokenizer: sequence(split("a", "MergedWithNext"), byteLevel) },
    ],
    ["possessive quantifiers", { pre_tokenizer: sequence(split("a?+"), byteLevel) }],
    ["the escape \\b", { pre_tokenizer: sequence(split("a\\b"), byteLevel) }],
    ["line anchors", { pre_tokenizer: sequence(split("^a"), byteLevel) }],
    ["nested character classes", { pre_tokenizer: sequence(split("[a[b]]"), byteLevel) }],
    ["the decoder WordPiece", { decoder: { type: "WordPiece" } }],
    ["the decoder", { decoder: null }],
    ["lstrip in the added token <m>", { added_tokens: [added("<m>", "lstrip")] }],
  ];
  test.each(unsupported)("%s", (message, change) => {
    const create = (): unknown => createByteLevelBpe({ ...trained, ...change }, "a/tokenizer.json");
    expect(create).toThrow(expect.objectContaining({ code: "tokenizer_unsupported" }));
    expect(create).toThrow(message);
    expect(create).toThrow("a/tokenizer.json");
  });

  test.each([
    ["the model Unigram", { model: { type: "Unigram", vocab: [["a", -1]] } }],
    ["model.byte_fallback", { model: { ...trained.model, byte_fallback: true } }],
    ["model.dropout", { model: { ...trained.model, dropout: 0.1 } }],
  ])("%s", (message, content) => {
    expect(() => parseTokenizerJson(JSON.stringify(content), "a/tokenizer.json")).toThrow(
      `a/tokenizer.json uses ${message}`,
    );
  });
});

test("a merge of unknown tokens is malformed", () => {
  const json = { ...trained, model: { ...trained.model, merges: [["a", "nope"] as [string, string]] } };
  expect(() => createByteLevelBpe(json, "a/tokenizer.json")).toThrow(
    'a/tokenizer.json: merge 0 ["a","nope"] is not about tokens of the vocabulary',
  );
});

function added(content: string, flag: "lstrip" | "rstrip"): TokenizerJson["added_tokens"][number] {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return { id: 500, content, ...flags, [flag]: true };
}
