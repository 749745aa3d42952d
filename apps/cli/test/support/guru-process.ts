import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** How a process of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Where and how the command runs. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly path?: string;
  /** Sends SIGINT once the output holds this text. */
  readonly interruptAt?: string;
}

/** Runs `guru` in a process of its own. */
export function runGuru(args: readonly string[], { cwd, path, interruptAt }: ProcessOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--conditions=@guru/source", "--import", tsx, main, ...args], {
      cwd,
      env: { ...process.env, ...(path !== undefined && { PATH: path }) },
    });
    let output = "";
    let errors = "";
    let interrupted = false;
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (interruptAt !== undefined && !interrupted && output.includes(interruptAt)) {
        interrupted = true;
        child.kill("SIGINT");
      }
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      errors += part;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, output, errors });
    });
  });
}
