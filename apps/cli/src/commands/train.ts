import type { Command } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";
import { createTrainingCommand } from "./training-command.ts";

/** `guru train`: reinforcement learning. */
export function createTrainCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  return createTrainingCommand(
    context,
    {
      name: "train",
      description:
        "train a model by reinforcement learning from verified answers, and measure what it gained",
      method: "grpo",
      defaultPreset: "nano",
      slowPreset: "quick",
    },
    setExitCode,
  );
}
