import type { DecoderModel, Tokenizer } from "@guru/lm";
import { generate } from "@guru/lm";
import type { SampleOptions, SampledResponse, Sampler, SampleRequest } from "./sampler.ts";

/** A sampler over a model and its tokenizer. Special tokens, the stop token among them, are left out of the text. */
export function createModelSampler(model: DecoderModel, tokenizer: Tokenizer): Sampler {
  return {
    renderPrompt: (messages) => tokenizer.renderPrompt(messages),
    sample: (requests, options) => sampleModel(model, tokenizer, requests, options),
  };
}

async function* sampleModel(
  model: DecoderModel,
  tokenizer: Tokenizer,
  requests: readonly SampleRequest[],
  options: SampleOptions,
): AsyncGenerator<SampledResponse> {
  const encoded = requests.map(({ prompt, ...rest }) => ({
    ...rest,
    prompt: tokenizer.encodePrompt(prompt),
  }));
  const { temperature, maxTokens } = options;
  const completions = generate(model, encoded, { temperature, maxTokens, stopTokens: [tokenizer.endToken] });
  for await (const { request, sample, tokens, finishReason } of completions) {
    const text = tokenizer.decode(tokens, { skipSpecial: true });
    yield { request, sample, text, tokens: tokens.length, finishReason };
  }
}
