import { startRewardServer } from "@guru/serve";
import { type CommandContext, exitCodes } from "../command-context.ts";
import { openPool, type PoolSettings } from "./open-pool.ts";

/** What `guru serve rewards` is to do. */
export interface ServeRewardsOptions {
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly token?: string;
  readonly pool: PoolSettings;
}

/** Serves until it is interrupted; then requests under way are answered first. */
export async function serveRewards(options: ServeRewardsOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const opened = await openPool(options.pool);
  try {
    const { host, port, allowedHosts, token } = options;
    const server = await startRewardServer({
      pool: opened.pool,
      host,
      port,
      allowedHosts,
      ...(token === undefined ? {} : { token }),
    });
    terminal.print(`rewards at ${server.url}, described at ${server.url}/docs; Ctrl-C ends it`);
    for (const note of opened.notes) terminal.print(note);
    if (token === undefined)
      terminal.print("no GURU_REWARD_TOKEN, so verifiers that execute code are refused");
    await interruption(context);
    terminal.print("answering what is under way");
    await server.close();
    return exitCodes.done;
  } finally {
    await opened.close();
  }
}

function interruption(context: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    const stop = context.onInterrupt(() => {
      stop();
      resolve();
    });
  });
}
