import type { Terminal } from "./terminal.ts";

/** What a command knows of the process it runs in. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** What a person types to run it again, such as `guru`. */
  readonly programName: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads standard input to its end; undefined where a person would have to type it. */
  readonly readInput: () => Promise<string | undefined>;
  /** Calls the listener on every Ctrl-C or request to end, until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

/** How a command ended, as the process tells its caller. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;
