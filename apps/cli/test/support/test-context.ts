import type { CommandContext } from "../../src/command-context.ts";

/** A context that keeps what is printed. */
export interface TestContext extends CommandContext {
  readonly printed: string[];
  readonly errors: string[];
  /** Sends a Ctrl-C. */
  interrupt(): void;
  /** Exit codes that were asked for at once. */
  readonly exits: number[];
  /** Moves the clock. */
  advance(ms: number): void;
}

/** Makes a context of a process without a terminal, whose clock stands still. */
export function createTestContext(
  options: { readonly input?: string; readonly debug?: boolean } = {},
): TestContext {
  const printed: string[] = [];
  const errors: string[] = [];
  const exits: number[] = [];
  const listeners = new Set<() => void>();
  let nowMs = 0;
  return {
    printed,
    errors,
    exits,
    terminal: {
      print: (...lines) => printed.push(...lines),
      printError: (...lines) => errors.push(...lines),
      write: (text) => printed.push(text),
      isInteractive: false,
      columns: 80,
    },
    programName: "guru",
    environment: options.debug ? { GURU_DEBUG: "1" } : {},
    readInput: () => Promise.resolve(options.input),
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => exits.push(code),
    clock: () => nowMs,
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
