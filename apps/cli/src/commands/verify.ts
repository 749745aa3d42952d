import { Command } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";
import { addPoolOptions, poolSettings, wholeNumber } from "./pool-options.ts";

/** `guru verify`: judges the responses of a file. */
export function createVerifyCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  const command = addPoolOptions(new Command("verify"))
    .description(
      "judge the responses of a .jsonl, .jsonl.gz or .parquet file, and count the verdicts by verifier",
    )
    .argument("<file>", "rows of one of the two forms below")
    .option("--out <file>", "write the verdicts here, one JSON line a row, in the rows' order")
    .option("--resume", "go on with an --out that was begun", false)
    .option("--limit <n>", "judge only the first rows", wholeNumber)
    .option(
      "--explain <id>",
      "judge one row, named by id or number, and show where its answer was found and why it earns what it earns",
    )
    .addHelpText(
      "after",
      `
A row names its verifier, or it is one of verl's and goes where GURU sends its data source:
  {"id": "a", "verifier": "math/answer", "truth": {"value": "27"}, "response": "…", "prompt": "…"}
  {"id": "b", "data_source": "math__deepscaler", "ground_truth": "27", "response": "…", "extra_info": {…}}

  guru verify responses.jsonl --out verdicts.jsonl
  guru verify responses.jsonl --explain a
  guru verify responses.parquet --mode published`,
    );
  command.action(async (file, options) => {
    const { verifyFile } = await import("../verify/verify-file.ts");
    const { out, limit, explain, resume } = options;
    const job = {
      file,
      resume,
      pool: poolSettings(options, context.environment),
      ...(out === undefined ? {} : { out }),
      ...(limit === undefined ? {} : { limit }),
      ...(explain === undefined ? {} : { explain }),
    };
    setExitCode(await verifyFile(job, context));
  });
  return command as unknown as Command;
}
