import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";
import type { Interpreter } from "./interpreter.ts";
import type { ProgramLanguage } from "./program.ts";

/** What runs programs that are not Python's; absent where this machine has none. */
export interface Toolchain {
  readonly node?: string;
  readonly compiler?: string;
}

/** Commands or paths instead of what would be found; `null` to do without. */
export interface ToolchainWish {
  readonly node?: string | null;
  readonly compiler?: string | null;
}

const question = `import json, os, shutil, sys
found = [next(filter(None, map(shutil.which, names)), None) for names in json.loads(sys.argv[1])]
print(json.dumps([path and os.path.realpath(path) for path in found]))`;
const Answer = z.tuple([z.string().nullable(), z.string().nullable()]);

/** Finds the Node that runs this program, or one on the path, and the first C++ compiler there. */
export async function findToolchain(interpreter: Interpreter, wish: ToolchainWish = {}): Promise<Toolchain> {
  const node = wish.node === undefined ? await namesOfNode() : wish.node === null ? [] : [wish.node];
  const compiler =
    wish.compiler === undefined ? ["g++", "clang++", "c++"] : wish.compiler === null ? [] : [wish.compiler];
  const names = JSON.stringify([node, compiler]);
  const { stdout } = await promisify(execFile)(interpreter.path, ["-I", "-S", "-c", question, names]);
  const [foundNode, foundCompiler] = Answer.parse(JSON.parse(stdout));
  return {
    ...(foundNode === null ? {} : { node: foundNode }),
    ...(foundCompiler === null ? {} : { compiler: foundCompiler }),
  };
}

/** What programs may be written in. */
export function languagesOf({ node, compiler }: Toolchain): readonly ProgramLanguage[] {
  const languages: ProgramLanguage[] = ["python"];
  if (node !== undefined) languages.push("javascript");
  if (compiler !== undefined) languages.push("cpp");
  return languages;
}

/** What runs this program is no shim, but it need not be Node. */
async function namesOfNode(): Promise<string[]> {
  return process.release.name === "node" && !("bun" in process.versions)
    ? [await realpath(process.execPath)]
    : ["node"];
}
