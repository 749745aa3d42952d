import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { CommandContext } from "../command-context.ts";
import { collect } from "./config-options.ts";
import { addPoolOptions, poolSettings } from "./pool-options.ts";

/** `guru serve`: services over HTTP. */
export function createServeCommand(context: CommandContext, setExitCode: (code: number) => void): Command {
  const serve = new Command("serve").description("serve over HTTP");
  const rewards = addPoolOptions(serve.command("rewards"))
    .description("serve verdicts: POST /v1/verify, GET /v1/verifiers, /healthz, /metrics, /docs")
    .option("--host <address>", "where to listen; other than loopback needs a token", "127.0.0.1")
    .option("--port <n>", "the port; 0 takes any free one", portNumber, 8700)
    .option(
      "--allow-host <name>",
      "a name that clients may use for this machine; may be given several times",
      collect,
    )
    .addHelpText(
      "after",
      `
The token stands in GURU_REWARD_TOKEN. It is needed from the network, and everywhere for verifiers that execute code.

  GURU_REWARD_TOKEN=secret guru serve rewards
  curl http://127.0.0.1:8700/v1/verify -H 'content-type: application/json' \\
    -d '{"verifier": "math/answer", "truth": {"value": "27"}, "response": "\\\\boxed{27}"}'`,
    );
  rewards.action(async (options) => {
    const { serveRewards } = await import("../verify/serve-rewards.ts");
    const token = context.environment["GURU_REWARD_TOKEN"];
    const job = {
      host: options.host,
      port: options.port,
      allowedHosts: options.allowHost ?? [],
      pool: poolSettings(options, context.environment),
      ...(token === undefined || token === "" ? {} : { token }),
    };
    setExitCode(await serveRewards(job, context));
  });
  return serve;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isSafeInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError("it must be a port from 0 to 65535.");
}
