import { GuruError } from "@guru/core";
import { createAddedTokenSplitter } from "./added-tokens.ts";
import { byteToCharacter, characterToByte, spellBytes } from "./byte-alphabet.ts";
import { type MergeTable, mergePairs } from "./merge-pairs.ts";
import { createPreTokenizer } from "./pre-tokenizer.ts";
import { type TokenizerJson, unsupported } from "./tokenizer-json.ts";

/** The two directions of a byte-level byte-pair encoding, without chat template and files. */
export interface ByteLevelBpe {
  readonly vocabularySize: number;
  /** Text of the special tokens. */
  readonly specialTokens: readonly string[];
  tokenId(token: string): number | undefined;
  /** With `special`, special tokens in the text are read as such and `mend` changes the ordinary text between them. */
  encode(text: string, special?: { readonly mend: (ordinary: string) => string }): number[];
  decode(ids: readonly number[], skipSpecial: boolean): string;
}

/** Builds the encoding that a tokenizer.json describes; throws GuruError `tokenizer_unsupported` or `tokenizer_malformed`. */
export function createByteLevelBpe(json: TokenizerJson, file: string): ByteLevelBpe {
  checkDecoder(json, file);
  const added = json.added_tokens;
  for (const token of added) {
    const flag = (["single_word", "lstrip", "rstrip"] as const).find((name) => token[name]);
    if (flag !== undefined) throw unsupported(file, `${flag} in the added token ${token.content}`);
  }
  const vocabulary = new Map(Object.entries(json.model.vocab));
  const normalize = createNormalizer(json, file);
  const splitOrdinary = createAddedTokenSplitter(added.filter(({ special }) => !special));
  const splitAll = createAddedTokenSplitter(added);
  const encodePieces = createPieceEncoder({ json, file, vocabulary });
  return {
    vocabularySize: Math.max(-1, ...added.map(({ id }) => id), ...maximum(vocabulary.values())) + 1,
    specialTokens: added.filter(({ special }) => special).map(({ content }) => content),
    tokenId: (token) => added.find(({ content }) => content === token)?.id ?? vocabulary.get(token),
    encode: (text, special) => {
      const ids: number[] = [];
      for (const segment of (special ? splitAll : splitOrdinary)(text)) {
        if ("token" in segment) ids.push(segment.token);
        else encodePieces(normalize(special ? special.mend(segment.text) : segment.text), ids);
      }
      return ids;
    },
    decode: createDecoder(json, vocabulary),
  };
}

function checkDecoder({ decoder }: TokenizerJson, file: string): void {
  const parts = decoder?.type === "Sequence" ? decoder.decoders : [decoder];
  const types = Array.isArray(parts) ? parts.map((part: { type?: unknown } | undefined) => part?.type) : [];
  if (types.length === 1 && types[0] === "ByteLevel") return;
  throw unsupported(file, `the decoder ${types.map(String).join(" + ")}; only ByteLevel can be used`);
}

function createNormalizer({ normalizer }: TokenizerJson, file: string): (text: string) => string {
  if (!normalizer) return (text) => text;
  if (normalizer.type === "NFC") return (text) => text.normalize("NFC");
  throw unsupported(file, `the normalizer ${normalizer.type}`);
}

/** As a list, so that an empty vocabulary has none; a spread would overflow the stack on a large one. */
function maximum(values: Iterable<number>): number[] {
  let highest = -1;
  for (const value of values) highest = Math.max(highest, value);
  return [highest];
}

const cacheLimits = { pieces: 65_536, characters: 64 };

/** Encodes ordinary text piece by piece, remembering short pieces. */
function createPieceEncoder(context: {
  readonly json: TokenizerJson;
  readonly file: string;
  readonly vocabulary: ReadonlyMap<string, number>;
}): (text: string, into: number[]) => void {
  const { json, file, vocabulary } = context;
  const cut = createPreTokenizer(json.pre_tokenizer, file);
  const table = createMergeTable(json, vocabulary, file);
  const byteTokens = byteToCharacter.map((character) => vocabulary.get(character));
  const bytes = new TextEncoder();
  const cache = new Map<string, readonly number[]>();
  const encodePiece = (piece: string): readonly number[] => {
    const symbols = Array.from(bytes.encode(piece), (byte) => byteTokens[byte] ?? missingByte(byte, file));
    if (json.model.ignore_merges) {
      const whole = vocabulary.get(spellBytes(piece));
      if (whole !== undefined) return [whole];
    }
    return mergePairs(symbols, table);
  };
  return (text, into) => {
    for (const piece of cut(text)) {
      let ids = cache.get(piece);
      if (ids === undefined) {
        ids = encodePiece(piece);
        if (cache.size >= cacheLimits.pieces) cache.clear();
        if (piece.length <= cacheLimits.characters) cache.set(piece, ids);
      }
      for (const id of ids) into.push(id);
    }
  };
}

function missingByte(byte: number, file: string): never {
  throw new GuruError(
    "tokenizer_byte",
    `the vocabulary of ${file} has no token for the byte ${byte}, so it cannot encode it`,
  );
}

function createMergeTable(
  json: TokenizerJson,
  vocabulary: ReadonlyMap<string, number>,
  file: string,
): MergeTable {
  const size = 2 ** 26;
  const merges = new Map<number, { rank: number; token: number }>();
  json.model.merges.forEach((merge, rank) => {
    const [left, right, surplus] = typeof merge === "string" ? merge.split(" ") : merge;
    const ids = [left, right, `${left}${right}`].map((token) => vocabulary.get(token ?? ""));
    const [leftId, rightId, token] = ids;
    if (leftId === undefined || rightId === undefined || token === undefined || surplus !== undefined) {
      const shown = JSON.stringify(merge);
      throw new GuruError(
        "tokenizer_malformed",
        `${file}: merge ${rank} ${shown} is not about tokens of the vocabulary`,
      );
    }
    const key = leftId * size + rightId;
    if (!merges.has(key)) merges.set(key, { rank, token });
  });
  return { find: (left, right) => merges.get(left * size + right) };
}

function createDecoder(json: TokenizerJson, vocabulary: ReadonlyMap<string, number>): ByteLevelBpe["decode"] {
  const encoder = new TextEncoder();
  const nothing = new Uint8Array();
  // Models round their vocabulary up, so they may sample an id that no token has.
  const unknown = encoder.encode("\uFFFD");
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const bytesById = new Map<number, Uint8Array>();
  for (const [token, id] of vocabulary) bytesById.set(id, bytesOf(token));
  for (const { id, content } of json.added_tokens) bytesById.set(id, encoder.encode(content));
  const special = new Set(json.added_tokens.filter((token) => token.special).map(({ id }) => id));
  return (ids, skipSpecial) => {
    const parts = ids.map((id) =>
      skipSpecial && special.has(id) ? nothing : (bytesById.get(id) ?? unknown),
    );
    return decoder.decode(Buffer.concat(parts));
  };
}

/** Bytes of a token in alphabet characters; a token with any other character stands for its own UTF-8. */
function bytesOf(token: string): Uint8Array {
  const bytes = Array.from(token, (character) => characterToByte.get(character));
  if (bytes.every((byte) => byte !== undefined)) return Uint8Array.from(bytes);
  return new TextEncoder().encode(token);
}
