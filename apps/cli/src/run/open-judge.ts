import { type Domain, GuruError, type JudgeBatch, type RunConfig, type Task } from "@guru/core";
import { createJudge, createSandbox, defaultRegistry, loadRewardFile, type Sandbox } from "@guru/verifiers";

/** A domain that cannot take part, and why. */
interface LeftOutDomain {
  readonly domain: Domain;
  readonly reason: string;
}

/** Judges responses until it is closed. */
export interface OpenedJudge {
  readonly judge: JudgeBatch;
  readonly leftOut: readonly LeftOutDomain[];
  /** One line for people: how code is run. */
  readonly description: string;
  /** Why a task cannot be judged at all, if so. */
  reject(task: Task): string | undefined;
  close(): Promise<void>;
}

/** Opens the user's reward file, or the verifiers with a sandbox; without a sandbox the code domain is left out. */
export async function openJudge(config: Pick<RunConfig, "rewardFile" | "sandbox">): Promise<OpenedJudge> {
  if (config.rewardFile !== undefined) return openRewardFile(config.rewardFile);
  const sandbox = await openSandbox(config.sandbox);
  const isOpen = "callFunction" in sandbox;
  const leftOut: LeftOutDomain[] = isOpen ? [] : [{ domain: "code", reason: sandbox.reason }];
  return {
    judge: createJudge({ registry: defaultRegistry, ...(isOpen && { sandbox }) }),
    leftOut,
    description: isOpen ? `level ${sandbox.level}, ${sandbox.fingerprint}` : `none: ${sandbox.reason}`,
    reject: (task) => {
      if (leftOut.some(({ domain }) => domain === task.domain)) return "there is no sandbox for code";
      const check = defaultRegistry.checkTask(task);
      return check.ok ? undefined : check.error;
    },
    close: async () => {
      if (isOpen) await sandbox.close();
    },
  };
}

async function openRewardFile(file: string): Promise<OpenedJudge> {
  // Lets Node import TypeScript; where it does already, this changes nothing.
  if (/\.[cm]?ts$/.test(file)) await import("tsx");
  const verifier = await loadRewardFile(file);
  return {
    judge: createJudge({ registry: defaultRegistry, verifier }),
    leftOut: [],
    description: `none: ${verifier.name} judges every response`,
    reject: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function openSandbox(config: RunConfig["sandbox"]): Promise<Sandbox | { readonly reason: string }> {
  try {
    return await createSandbox({ minimumLevel: sandboxLevel(config.minimumLevel), workers: config.workers });
  } catch (error) {
    if (!GuruError.isInstance(error) || error.code !== "sandbox_unavailable") throw error;
    return { reason: error.message.replaceAll("\n", " ") };
  }
}

function sandboxLevel(level: number): 0 | 1 | 2 {
  return level === 0 || level === 1 ? level : 2;
}
