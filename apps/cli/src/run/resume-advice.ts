import type { RunFolder } from "@guru/trainer";
import { showPath } from "./describe-run.ts";

/** The command that continues a run. */
export function resumeCommand({ folder, config }: RunFolder, programName: string): string {
  return `${programName} ${config.method === "sft" ? "sft" : "train"} --resume ${showPath(folder)}`;
}
