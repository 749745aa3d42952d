import { availableParallelism, totalmem } from "node:os";
import { type Check } from "./check.ts";
import { checkCompiler, checkEngines } from "./check-engines.ts";
import { checkSandbox } from "./check-sandbox.ts";
import { checkInstructionSets } from "./instruction-sets.ts";
import { tryCommand } from "./try-command.ts";

/** Looks at everything that GURU can make use of on this machine. */
export async function examine(onNote: (note: string) => void): Promise<Check[]> {
  return [
    checkNode(process.versions.node),
    checkMachine(),
    await checkInstructionSets(process.arch),
    await checkCompiler(),
    ...(await checkEngines(onNote)),
    ...(await checkSandbox()),
    await checkGpu(),
  ];
}

/** Node 20.19 or later. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { name: "node", state: "ok", found: version };
  return { name: "node", state: "missing", found: version, advice: "install Node 20.19 or later" };
}

function checkMachine(): Check {
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  const found = `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${memory} GiB of memory`;
  return { name: "machine", state: "ok", found };
}

async function checkGpu(): Promise<Check> {
  const found = await tryCommand("nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader"]);
  if (found !== undefined && found !== "") return { name: "gpu", state: "ok", found };
  return {
    name: "gpu",
    state: "gap",
    found: "none that nvidia-smi knows",
    advice: "not needed: training runs on the CPU",
  };
}
