import { Command } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";
import { collect } from "./config-options.ts";

/** `guru verifiers`: what can judge. */
export function createVerifiersCommand(context: CommandContext): Command {
  const command = new Command("verifiers")
    .description("list the verifiers with their versions, modes and what they use")
    .option(
      "--plugin <module>",
      "verifiers of a file or a package as well; may be given several times",
      collect,
    )
    .option("--json", "print them as JSON", false);
  command.action(async ({ plugin = [], json }) => {
    const { describeVerifiers, formatVerifiers } = await import("../verify/list-verifiers.ts");
    const listed = await describeVerifiers(plugin);
    context.terminal.print(...(json ? [JSON.stringify(listed, null, 2)] : formatVerifiers(listed)));
  });
  return command;
}
