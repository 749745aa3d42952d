import { availableParallelism } from "node:os";
import { GuruError } from "@guru/core";
import { messageOf } from "../message-of.ts";
import { featuresOf } from "./detect-sandbox.ts";
import { callResults, functionRequest } from "./function-request.ts";
import { type Launched, launchZygote, levelOf, type NotLaunched } from "./launch-zygote.ts";
import type { CallResult, FunctionJob, Sandbox, SandboxLevel, SandboxLimits } from "./sandbox.ts";
import { problemText } from "./sandbox-report.ts";
import { startZygote, type Zygote, ZygoteLostError } from "./zygote.ts";
import { createZygotePool } from "./zygote-pool.ts";

/** How untrusted code is run. */
export interface SandboxOptions {
  /** 1 by default; a machine that offers less is an error, never a weaker sandbox. */
  readonly minimumLevel?: SandboxLevel;
  /** 2 by default: as strong as the machine allows. */
  readonly maximumLevel?: SandboxLevel;
  /** Fork servers that run at the same time; started as they are needed. One a core, at most 4, by default. */
  readonly workers?: number;
  /** The command of a CPython of 3.9 or newer; `python3` by default. */
  readonly python?: string;
}

/** Limits of jobs that state none, for all calls of the job together. Memory is what the code may use beyond the bare interpreter. */
export const defaultSandboxLimits: SandboxLimits = {
  cpuMs: 1_000,
  wallMs: 5_000,
  memoryMb: 256,
  outputBytes: 1 << 20,
};

/** How long beyond the wall limit the fork server may take: to start the child, and to say how it ended. */
const graceMs = 15_000;

/**
 * Starts a sandbox for Python functions. Each job runs in a forked process of its own that confines itself before it
 * reads the model's code, and is killed at its limits; `timeout` and `memory` are only reported when they happen twice.
 *
 * @throws GuruError `sandbox_unavailable` when this machine offers less than the minimum level.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { minimumLevel = 1, maximumLevel = 2, python = "python3" } = options;
  const launched = await launchZygote({ python, maximumLevel });
  if (!("zygote" in launched) || launched.level < minimumLevel) {
    if ("zygote" in launched) await launched.zygote.close();
    throw tooWeak(launched, minimumLevel);
  }
  const pool = createZygotePool({
    first: launched.zygote,
    start: () => startAgain(launched),
    size: options.workers ?? Math.min(4, availableParallelism()),
    closedError: () => new GuruError("sandbox_unavailable", "the sandbox is closed; create another"),
  });

  const callOnce = (job: FunctionJob, signal?: AbortSignal): Promise<readonly CallResult[]> => {
    const jobLimits = { ...defaultSandboxLimits, ...job.limits };
    const request = functionRequest(job, jobLimits);
    return pool.with(
      async (zygote) => callResults(await zygote.request(request, jobLimits.wallMs + graceMs), job),
      signal,
    );
  };

  return {
    level: launched.level,
    fingerprint: fingerprintOf(launched),
    callFunction: async (job, signal) => {
      if (job.calls.length === 0) return [];
      const call = (): Promise<readonly CallResult[]> => withRetry(() => callOnce(job, signal));
      const results = await call();
      return results.some(mayBeOurFault) ? await call() : results;
    },
    close: () => pool.close(),
  };
}

async function startAgain({ command, level }: Launched): Promise<Zygote> {
  const zygote = await startZygote(command);
  if (levelOf(zygote) >= Math.min(level, 1)) return zygote;
  await zygote.close();
  throw new ZygoteLostError("a restarted fork server is weaker than the first");
}

/** Tries again once on another fork server. */
async function withRetry<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ZygoteLostError)) throw error;
  }
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ZygoteLostError)) throw error;
    throw new GuruError(
      "sandbox_unavailable",
      `the sandbox failed twice: ${messageOf(error)}; see guru doctor`,
      {
        cause: error,
      },
    );
  }
}

/** A busy machine makes good code slow, and takes memory away. */
function mayBeOurFault(result: CallResult): boolean {
  return result.outcome === "failed" && (result.why === "timeout" || result.why === "memory");
}

function tooWeak(launched: Launched | NotLaunched, minimumLevel: SandboxLevel): GuruError {
  const offered = "level" in launched ? `offers level ${launched.level}` : "can run no Python";
  const why = problemText(launched.problems) || "a higher level was not asked for";
  return new GuruError(
    "sandbox_unavailable",
    `model code needs a sandbox of level ${minimumLevel}, but this machine ${offered}:\n${why}`,
  );
}

function fingerprintOf({ interpreter, zygote, level }: Launched): string {
  const { machine, features } = zygote.greeting;
  return [`cpython-${interpreter.version}`, machine, `level-${level}`, ...featuresOf(features, level)].join(
    " ",
  );
}
