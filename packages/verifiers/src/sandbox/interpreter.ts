import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { messageOf } from "../message-of.ts";
import type { SandboxProblem } from "./sandbox-report.ts";

/** A Python interpreter itself, not a shim or a virtual environment's link to it. */
export interface Interpreter {
  readonly path: string;
  readonly version: string;
  /** The folder its standard library lies under. */
  readonly prefix: string;
}

const Answer = z.tuple([z.string(), z.string(), z.string(), z.int(), z.int(), z.string()]);

const question = `import json, os, platform, sys
print(json.dumps([os.path.realpath(sys.executable), sys.base_prefix, platform.python_version(), *sys.version_info[:2],
    sys.implementation.name]))`;

/** Asks `command` where the interpreter behind it is: starting a shim costs several times as much, every time. */
export async function findInterpreter(command: string): Promise<Interpreter | SandboxProblem> {
  if (process.platform !== "linux") {
    return { what: `code cannot be confined on ${process.platform}`, advice: "use Linux" };
  }
  let answer: z.infer<typeof Answer>;
  try {
    const { stdout } = await promisify(execFile)(command, ["-I", "-S", "-c", question], { timeout: 20_000 });
    answer = Answer.parse(JSON.parse(stdout));
  } catch (error) {
    return {
      what: `${command} does not run: ${firstLine(messageOf(error))}`,
      advice: "install Python 3.9 or newer",
    };
  }
  const [path, prefix, version, major, minor, implementation] = answer;
  if (implementation !== "cpython" || major !== 3 || minor < 9) {
    return { what: `${command} is ${implementation} ${version}`, advice: "install CPython 3.9 or newer" };
  }
  return { path, version, prefix };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
