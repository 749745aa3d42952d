import type { Command } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";
import { createTrainingCommand } from "./training-command.ts";

/** `guru sft`: supervised fine-tuning. */
export function createSftCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  return createTrainingCommand(
    context,
    {
      name: "sft",
      description: "train a model to imitate the tasks' demonstrations, as the base model was made",
      method: "sft",
      defaultPreset: "sft-nano-base",
    },
    setExitCode,
  );
}
