import { GuruError } from "@guru/core";
import { byteToCharacter } from "./byte-alphabet.ts";
import { countPairs } from "./pair-counter.ts";
import { createPreTokenizer } from "./pre-tokenizer.ts";
import { defaultSplitPattern } from "./split-pattern.ts";
import type { TokenizerJson } from "./tokenizer-json.ts";

/** What to train. */
export interface ByteLevelBpeOptions {
  /** Special tokens, the 256 bytes and the merges together; training stops earlier when no pair occurs twice. */
  readonly vocabularySize: number;
  /** Merges never cross the pieces that this pattern matches. */
  readonly splitPattern?: string;
  /** They take the first ids, in this order. */
  readonly specialTokens?: readonly string[];
}

/**
 * Trains a byte-level byte-pair encoding and returns the content of its tokenizer.json. The same texts in the same order
 * give the same result everywhere: the most frequent pair merges first, of equals the one with the lower ids.
 */
export function trainByteLevelBpe(texts: Iterable<string>, options: ByteLevelBpeOptions): TokenizerJson {
  const { vocabularySize, splitPattern = defaultSplitPattern, specialTokens = [] } = options;
  const tokens = [...new Set([...specialTokens, ...[...byteToCharacter].sort(byCodePoint)])];
  if (vocabularySize < tokens.length) {
    const needed = `${tokens.length} for the bytes and special tokens`;
    throw new GuruError(
      "vocabulary_size",
      `vocabularySize must be at least ${needed}, got ${vocabularySize}`,
    );
  }
  const json = describe(splitPattern, specialTokens);
  const pieces = countPieces(texts, createPreTokenizer(json.pre_tokenizer, "splitPattern"));
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const merges = learnMerges(pieces, { ids, tokens, vocabularySize });
  return { ...json, model: { ...json.model, vocab: Object.fromEntries(ids), merges } };
}

/** Adds to the vocabulary what it learns. */
function learnMerges(
  pieces: ReadonlyMap<string, number>,
  vocabulary: { ids: Map<string, number>; tokens: string[]; vocabularySize: number },
): [string, string][] {
  const { ids, tokens, vocabularySize } = vocabulary;
  const bytes = new TextEncoder();
  const byteIds = byteToCharacter.map((character) => ids.get(character) ?? 0);
  const words = Array.from(pieces, ([piece, count]) => ({
    symbols: Array.from(bytes.encode(piece), (byte) => byteIds[byte] ?? 0),
    count,
  }));
  const pairs = countPairs(words);
  const merges: [string, string][] = [];
  while (tokens.length < vocabularySize) {
    const best = pairs.mostFrequent();
    if (best === undefined || best.count < 2) break;
    const [left, right] = [tokens[best.left] ?? "", tokens[best.right] ?? ""];
    merges.push([left, right]);
    // Two different pairs may spell the same token.
    const merged = ids.get(left + right) ?? tokens.push(left + right) - 1;
    ids.set(left + right, merged);
    pairs.merge(best, merged);
  }
  return merges;
}

function countPieces(texts: Iterable<string>, cut: (text: string) => readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const piece of cut(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}

function describe(splitPattern: string, specialTokens: readonly string[]): TokenizerJson {
  const added = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const split = { type: "Split", pattern: { Regex: splitPattern }, behavior: "Isolated", invert: false };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({ id, content, ...added })),
    normalizer: null,
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: {},
      merges: [],
    },
  };
}

function byCodePoint(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
}
