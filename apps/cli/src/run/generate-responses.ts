import { deriveSeed, GuruError, RunConfig } from "@guru/core";
import { type Completion, generate, loadCheckpoint } from "@guru/lm";
import { type CommandContext, exitCodes } from "../command-context.ts";
import { closestName } from "../config/closest-name.ts";
import { modelFolder } from "./model-folder.ts";
import { openEngine } from "./open-engine.ts";

/** What a model is asked. */
export interface GenerationRequest {
  readonly checkpoint: string;
  /** Without it each line of standard input is a prompt. */
  readonly prompt?: string | undefined;
  readonly samples: number;
  readonly temperature: number;
  /** By default as many as fit, at most {@link longestResponse}. */
  readonly maxTokens?: number | undefined;
  readonly seed: number;
  readonly engine: string;
}

const longestResponse = 256;

/** Prints a model's responses, prompt by prompt; returns the exit code. */
export async function generateResponses(
  context: CommandContext,
  request: GenerationRequest,
): Promise<number> {
  const prompts = await readPrompts(context, request);
  const { engine } = await openEngine({ engine: parseEngine(request.engine), threads: 0 }, (note) => {
    context.terminal.printError(note);
  });
  try {
    const { model, tokenizer } = await loadCheckpoint(engine, await modelFolder(request.checkpoint));
    const { temperature, samples, seed } = request;
    const requests = prompts.map((content, index) => ({
      prompt: tokenizer.encodePrompt([{ role: "user", content }]),
      seeds: Array.from({ length: samples }, (_, sample) => deriveSeed(seed, "generate", index, sample)),
    }));
    const longestPrompt = Math.max(...requests.map(({ prompt }) => prompt.length));
    const room = Math.max(1, model.config.max_position_embeddings - longestPrompt);
    const maxTokens = request.maxTokens ?? Math.min(longestResponse, room);
    const completions: Completion[] = [];
    const options = { temperature, maxTokens, stopTokens: [tokenizer.endToken] };
    for await (const completion of generate(model, requests, options)) completions.push(completion);
    completions.sort((a, b) => a.request - b.request || a.sample - b.sample);
    for (const { tokens } of completions)
      context.terminal.print(tokenizer.decode(tokens, { skipSpecial: true }));
    model.dispose();
    return exitCodes.done;
  } finally {
    await engine.dispose();
  }
}

async function readPrompts({ readInput }: CommandContext, { prompt }: GenerationRequest): Promise<string[]> {
  const text = prompt ?? (await readInput());
  const prompts = prompt === undefined ? (text ?? "").split("\n").filter((line) => line !== "") : [prompt];
  if (prompts.length > 0) return prompts;
  throw new GuruError("usage", 'there is no prompt; give --prompt "7*8+5=?", or lines on standard input');
}

function parseEngine(name: string): RunConfig["engine"] {
  const engine = RunConfig.shape.engine.safeParse(name);
  if (engine.success) return engine.data;
  const names = ["auto", "native", "tfjs", "tfjs-gpu", "reference"];
  const meant = closestName(name, names);
  throw new GuruError(
    "usage",
    `there is no engine "${name}"; ${meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`}`,
  );
}
