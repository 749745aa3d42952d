import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";

/** `guru generate`: asks a model. */
export function createGenerateCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  const command = new Command("generate")
    .description("let a model answer prompts")
    .argument("[checkpoint]", "a checkpoint's or a run's folder, or nano-base", "nano-base")
    .option("-p, --prompt <text>", "the prompt; without it, each line of standard input is one")
    .option("-n, --samples <count>", "responses to each prompt", parseCount, 1)
    .option("-t, --temperature <number>", "0 always takes the most likely token", parseNumber, 0)
    .option(
      "--max-tokens <count>",
      "a response ends after so many tokens; as many as fit, at most 256, by default",
      parseCount,
    )
    .option("--seed <number>", "decides the samples", parseNumber, 1)
    .option("--engine <name>", "auto, native, tfjs, tfjs-gpu or reference", "auto");
  command.action(async (checkpoint, options) => {
    const { generateResponses } = await import("../run/generate-responses.ts");
    setExitCode(await generateResponses(context, { checkpoint, ...options }));
  });
  return command as unknown as Command;
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`It must be a positive whole number.`);
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("It must be a number of 0 or more.");
}
