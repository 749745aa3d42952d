import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { PoolSettings } from "../verify/open-pool.ts";
import { collect } from "./config-options.ts";

/** The options of every command that judges, as commander gives them. */
interface PoolOptionValues {
  readonly mode: "strict" | "published";
  readonly plugin?: readonly string[] | undefined;
  readonly threads?: number | undefined;
  readonly sandboxLevel: "0" | "1" | "2";
  readonly graderUrl?: string | undefined;
  readonly graderModel?: string | undefined;
  readonly graderCache?: string | undefined;
}

/** Adds the options of {@link poolSettings}. */
export function addPoolOptions<Args extends unknown[], Values extends Record<string, unknown>>(
  command: Command<Args, Values>,
) {
  return command
    .addOption(
      new Option("--mode <mode>", "strict, or published: the official scorers' rules, for comparable figures")
        .choices(["strict", "published"] as const)
        .default("strict" as const),
    )
    .option(
      "--plugin <module>",
      "verifiers of a file (./mine.js) or a package; may be given several times",
      collect,
    )
    .option(
      "--threads <n>",
      "threads for verifiers that run nothing; one less than cores by default",
      wholeNumber,
    )
    .addOption(
      new Option("--sandbox-level <level>", "the least confinement that code is run with")
        .choices(["0", "1", "2"] as const)
        .default("1" as const),
    )
    .option(
      "--grader-url <url>",
      "an OpenAI-compatible server whose model compares answers no rule can (or GURU_GRADER_URL)",
    )
    .option("--grader-model <name>", "its model (or GURU_GRADER_MODEL)")
    .option("--grader-cache <file>", "keep its decisions in this file");
}

/** The settings that the options and the environment say. */
export function poolSettings(
  values: PoolOptionValues,
  environment: Readonly<Record<string, string | undefined>>,
): PoolSettings {
  const graderUrl = values.graderUrl ?? environment["GURU_GRADER_URL"];
  const graderModel = values.graderModel ?? environment["GURU_GRADER_MODEL"];
  const graderKey = environment["GURU_GRADER_KEY"];
  return {
    mode: values.mode,
    plugins: values.plugin ?? [],
    minimumLevel: values.sandboxLevel === "0" ? 0 : values.sandboxLevel === "1" ? 1 : 2,
    ...(values.threads === undefined ? {} : { threads: values.threads }),
    ...(graderUrl === undefined ? {} : { graderUrl }),
    ...(graderModel === undefined ? {} : { graderModel }),
    ...(graderKey === undefined ? {} : { graderKey }),
    ...(values.graderCache === undefined ? {} : { graderCache: values.graderCache }),
  };
}

/** Reads a whole number from 1 for commander. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("it must be a whole number from 1.");
  return value;
}
