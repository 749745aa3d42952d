import { Command } from "@commander-js/extra-typings";
import { type CommandContext, exitCodes } from "../command-context.ts";

/** `guru doctor`: what the machine offers. */
export function createDoctorCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  return new Command("doctor")
    .description("say what this machine offers, which engine is picked, and what to do about each gap")
    .action(async () => {
      const { examine } = await import("../doctor/examine.ts");
      const { formatChecks } = await import("../doctor/check.ts");
      const checks = await examine((note) => {
        context.terminal.print(note);
      });
      context.terminal.print(...formatChecks(checks));
      setExitCode(exitCodes.done);
    });
}
