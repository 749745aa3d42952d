import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createByteLevelBpe } from "../../src/tokenizer/byte-level-bpe.ts";
import { trainByteLevelBpe } from "../../src/tokenizer/train-byte-level-bpe.ts";
import { oracleEncode } from "./oracle.ts";

const corpus = [
  "x: plus 7, square",
  "x+7#(x+7)**2",
  "[5, 5, 7] sort reversed, the value at 0",
  "Eve is taller than Lou. Who is the third of them?",
  "the square of the sum, the sum of the squares; the reverse of the list",
  "m = 32 kg, a = 8 m/s2: the force is F = m*a = 256 N",
];
const specialTokens = ["<|end|>", "<|pad|>"];
const json = trainByteLevelBpe(corpus, { vocabularySize: 280, specialTokens });
const bpe = createByteLevelBpe(json, "tokenizer.json");

// V8 and Oniguruma know different versions of Unicode, so the oracle is asked about long-assigned characters.
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from(" the sum of, squares#0123\n\t\r_-é日本🙂")) }),
  fc.string({ unit: "grapheme-ascii" }),
);

describe("a trained encoding", () => {
  test("gives the ids that Hugging Face's tokenizer gives", () => {
    const oracle = oracleEncode(json);
    fc.assert(
      fc.property(text, (value) => {
        expect(bpe.encode(value)).toEqual(oracle(value));
      }),
    );
    for (const value of corpus) expect(bpe.encode(value)).toEqual(oracle(value));
  });

  test("gives back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(bpe.decode(bpe.encode(value), false)).toBe(value);
      }),
    );
  });

  test("keeps the answer marker, digits and punctuation apart", () => {
    const pieces = bpe.encode("the sum#(27+7)").map((id) => bpe.decode([id], false));
    expect(pieces.join("|")).toMatchInlineSnapshot(`"th|e| s|um|#|(|2|7|+|7|)"`);
  });

  test("numbers special tokens first, then bytes, then merges", () => {
    expect(specialTokens.map((token) => bpe.tokenId(token))).toEqual([0, 1]);
    expect(bpe.tokenId("!")).toBe(2);
    expect(bpe.vocabularySize).toBe(280);
    expect(json.model.merges.slice(0, 5)).toMatchInlineSnapshot(`
      [
        [
          "t",
          "h",
        ],
        [
          "Ġ",
          "th",
        ],
        [
          "Ġth",
          "e",
        ],
        [
          "Ġ",
          "s",
        ],
        [
          "r",
          "e",
        ],
      ]
    `);
  });

  test("is the same every time", () => {
    expect(JSON.stringify(trainByteLevelBpe(corpus, { vocabularySize: 280, specialTokens }))).toBe(
      JSON.stringify(json),
    );
  });
});

test("training stops when no pair occurs twice", () => {
  const small = trainByteLevelBpe(["abab"], { vocabularySize: 1000 });
  expect(small.model.merges).toEqual([["a", "b"]]);
});

test("a merge that spells an existing token takes its id", () => {
  const words = ["abc abc abc", "ab ab", "bc bc bc bc bc", "xabc"];
  const trained = trainByteLevelBpe(words, { vocabularySize: 262 });
  const oracle = oracleEncode(trained);
  for (const word of words) expect(createByteLevelBpe(trained, "t").encode(word)).toEqual(oracle(word));
});

test("a vocabulary below the bytes and special tokens is refused", () => {
  expect(() => trainByteLevelBpe([], { vocabularySize: 256, specialTokens })).toThrow(
    "vocabularySize must be at least 258 for the bytes and special tokens, got 256",
  );
});
