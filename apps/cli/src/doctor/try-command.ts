import { execFile } from "node:child_process";

/** The first line that a command prints, or `undefined` when it cannot be run. */
export function tryCommand(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 20_000 }, (error, stdout) => {
      resolve(error === null ? (stdout.split("\n", 1)[0]?.trim() ?? "") : undefined);
    });
  });
}
