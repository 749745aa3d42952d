import type { CommandContext } from "../command-context.ts";
import { exitCodes } from "../command-context.ts";

/** What to do on Ctrl-C. */
export interface Interrupt {
  /** Fires on the first. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  dispose(): void;
}

/** Package managers pass a Ctrl-C on that the terminal has sent as well: both within this time are one. */
const echoMs = 500;

/** The first Ctrl-C asks the work to stop where nothing is lost, the second ends the process at once. */
export function createInterrupt(
  context: Pick<CommandContext, "onInterrupt" | "exit" | "clock">,
  onFirst: () => void,
): Interrupt {
  const controller = new AbortController();
  let firstMs = 0;
  const dispose = context.onInterrupt(() => {
    if (!controller.signal.aborted) {
      firstMs = context.clock();
      onFirst();
      controller.abort();
    } else if (context.clock() - firstMs > echoMs) {
      context.exit(exitCodes.interrupted);
    }
  });
  return { signal: controller.signal, dispose };
}
