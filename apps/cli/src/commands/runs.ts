import { Command } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";

/** `guru runs`: what earlier runs gave. */
export function createRunsCommand(context: CommandContext): Command {
  const runs = new Command("runs").description("list runs, or compare two of them");
  runs
    .command("list", { isDefault: true })
    .description("list the runs of a folder, the oldest first")
    .option("--root <folder>", "the folder that holds them", "runs")
    .action(async ({ root }) => {
      const { listRuns, formatRunList } = await import("../run/list-runs.ts");
      context.terminal.print(formatRunList(await listRuns(root), root));
    });
  runs
    .command("compare")
    .description("put the results of two runs side by side")
    .argument("<first>", "a run's folder")
    .argument("<second>", "another run's folder")
    .action(async (first, second) => {
      const { compareRuns } = await import("../run/compare-runs.ts");
      context.terminal.print(...(await compareRuns(first, second)));
    });
  return runs;
}
