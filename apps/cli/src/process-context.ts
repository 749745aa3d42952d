import { text } from "node:stream/consumers";
import type { CommandContext } from "./command-context.ts";

/** The context of the running process. */
export function createProcessContext(): CommandContext {
  const { stdout, stderr, stdin } = process;
  return {
    terminal: {
      print: (...lines) => stdout.write(lines.map((line) => `${line}\n`).join("")),
      printError: (...lines) => stderr.write(lines.map((line) => `${line}\n`).join("")),
      write: (part) => stdout.write(part),
      isInteractive: stdout.isTTY && process.env["TERM"] !== "dumb",
      get columns() {
        return stdout.isTTY ? stdout.columns : 80;
      },
    },
    environment: process.env,
    readInput: async () => (stdin.isTTY ? undefined : text(stdin)),
    onInterrupt: listenToSignals,
    exit: (code) => process.exit(code),
    clock: () => performance.now(),
  };
}

function listenToSignals(listener: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
