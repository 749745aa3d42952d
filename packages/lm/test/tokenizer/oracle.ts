import * as untyped from "@huggingface/tokenizers";

// The package's declarations import each other without endings, which Node's resolution does not follow.
const { Tokenizer } = untyped as unknown as {
  readonly Tokenizer: new (
    json: object,
    config: object,
  ) => {
    encode(text: string, options: { add_special_tokens: boolean }): { readonly ids: readonly number[] };
  };
};

/** Hugging Face's own ids for a text under a tokenizer.json. */
export function oracleEncode(json: object): (text: string) => number[] {
  const tokenizer = new Tokenizer(json, {});
  return (text) => [...tokenizer.encode(text, { add_special_tokens: false }).ids];
}
