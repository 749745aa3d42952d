import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Interpreter } from "./interpreter.ts";

/** A program to start, with nothing in its environment but what is named. */
export interface ZygoteCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const script = fileURLToPath(new URL("../../python/zygote.py", import.meta.url));

// One order of sets and dicts of text in every run. `-I` and `-E` would ignore it, so the environment is empty instead.
const environment = { PYTHONHASHSEED: "0" };

/** Starts the fork server as it is; it confines its children by rlimits, and from level 1 by seccomp and Landlock. */
export function plainCommand(interpreter: Interpreter, level: 0 | 1): ZygoteCommand {
  return { file: interpreter.path, arguments: zygoteArguments(level), environment };
}

/** Starts the fork server in namespaces of its own, where no other process, no network and few files exist. */
export function bubblewrapCommand(interpreter: Interpreter): ZygoteCommand {
  const readable = ["/usr", interpreter.prefix, dirname(script)];
  const optional = ["/lib", "/lib64", "/etc/ld.so.cache"];
  return {
    file: "bwrap",
    arguments: [
      ...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"],
      ...readable.flatMap((path) => ["--ro-bind", path, path]),
      ...optional.flatMap((path) => ["--ro-bind-try", path, path]),
      ...["--dev", "/dev", "--chdir", "/", "--clearenv"],
      ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
      interpreter.path,
      ...zygoteArguments(1),
    ],
    environment: {},
  };
}

function zygoteArguments(level: 0 | 1): string[] {
  return ["-s", "-S", "-B", script, String(level)];
}
