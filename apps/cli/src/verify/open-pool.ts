import { GuruError } from "@guru/core";
import {
  createPool,
  createSandbox,
  createModelGrader,
  type ModelGrader,
  type Pool,
  type Sandbox,
  type VerifierMode,
} from "@guru/verifiers";

/** How verdicts are to be made; all of it options of the commands. */
export interface PoolSettings {
  readonly mode: VerifierMode;
  readonly plugins: readonly string[];
  readonly threads?: number;
  readonly minimumLevel: 0 | 1 | 2;
  /** An OpenAI-compatible server with a model that grades. */
  readonly graderUrl?: string;
  readonly graderModel?: string;
  readonly graderKey?: string;
  readonly graderCache?: string;
}

/** A pool, and what stands behind it. */
export interface OpenedPool {
  readonly pool: Pool;
  /** What is missing, and what that means, for people. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** Opens the sandbox, the grader where one is configured, and the pool on top of them. */
export async function openPool(settings: PoolSettings): Promise<OpenedPool> {
  // Lets Node import TypeScript; where it does already, this changes nothing.
  if (settings.plugins.some((plugin) => /\.[cm]?ts$/.test(plugin))) await import("tsx");
  const notes: string[] = [];
  const grader = openGrader(settings);
  const sandbox = await openSandbox(settings.minimumLevel, notes);
  try {
    const pool = await createPool({
      mode: settings.mode,
      plugins: settings.plugins,
      ...(sandbox === undefined ? {} : { sandbox }),
      ...(grader === undefined ? {} : { grader }),
      ...(settings.threads === undefined ? {} : { threads: settings.threads }),
    });
    return {
      pool,
      notes,
      close: async () => {
        await pool.close();
        await sandbox?.close();
        grader?.close();
      },
    };
  } catch (error) {
    await sandbox?.close();
    grader?.close();
    throw error;
  }
}

async function openSandbox(minimumLevel: 0 | 1 | 2, notes: string[]): Promise<Sandbox | undefined> {
  try {
    return await createSandbox({ minimumLevel });
  } catch (error) {
    if (!GuruError.isInstance(error) || error.code !== "sandbox_unavailable") throw error;
    notes.push(`no sandbox, so what runs code is left unscored: ${error.message.replaceAll("\n", " ")}`);
    return undefined;
  }
}

/** A model of that name is asked as it was trained to be; any other gets the generic question. */
function openGrader(settings: PoolSettings): ModelGrader | undefined {
  const { graderUrl, graderModel, graderKey, graderCache } = settings;
  if (graderUrl === undefined) return undefined;
  if (graderModel === undefined) {
    const message = `the grader at ${graderUrl} needs a model; name it by --grader-model or GURU_GRADER_MODEL`;
    throw new GuruError("grader_settings", message);
  }
  return createModelGrader({
    baseUrl: graderUrl,
    model: graderModel,
    protocol: /general-verifier/i.test(graderModel) ? "general-verifier" : "generic",
    ...(graderKey === undefined ? {} : { apiKey: graderKey }),
    ...(graderCache === undefined ? {} : { cacheFile: graderCache }),
  });
}
