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
    programName: programName(process.env),
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

/** As a script of the workspace the command is run by pnpm, which npx can always fetch. */
function programName(environment: NodeJS.ProcessEnv): string {
  if (environment["npm_lifecycle_event"] !== "guru") return "guru";
  const version = /^pnpm\/([\d.]+)/.exec(environment["npm_config_user_agent"] ?? "")?.[1];
  return version === undefined ? "npm run guru --" : `npx -y pnpm@${version} guru`;
}
