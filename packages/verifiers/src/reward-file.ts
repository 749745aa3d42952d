import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GuruError, Verdict } from "@guru/core";
import { z } from "zod";
import { messageOf } from "./message-of.ts";
import { ourFailure } from "./registry.ts";
import { createRewardVerifier, type RewardFunction } from "./reward-function.ts";
import type { Verifier } from "./verifier.ts";

/**
 * Loads a user's reward from a JavaScript module, or from a TypeScript one when Node runs with tsx. The default export is
 * a `Verifier`, or a function `(response, task)` that returns a `Reward`. A function becomes a verifier named after
 * the file, whose version is the start of the file's SHA-256.
 *
 * @throws GuruError `reward_file` when the file cannot be read or imported, or its default export is neither.
 */
export async function loadRewardFile(file: string): Promise<Verifier> {
  const path = resolve(file);
  const content = await readFile(path).catch((cause: unknown) => {
    throw new GuruError(
      "reward_file",
      `the reward file ${path} cannot be read (${messageOf(cause)}); check the path`,
      { cause },
    );
  });
  const exported = await importDefault(path);
  if (isVerifier(exported)) return checkedVerifier(exported, path);
  if (typeof exported !== "function") {
    throw new GuruError(
      "reward_file",
      `the default export of ${path} is ${describe(exported)}; export a function (response, task) => score, or a verifier, as default`,
    );
  }
  return createRewardVerifier(exported as RewardFunction, {
    name: `file/${basename(path)}`,
    version: createHash("sha256").update(content).digest("hex").slice(0, 12),
  });
}

async function importDefault(path: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return unwrapDefault(module.default);
  } catch (cause) {
    throw new GuruError(
      "reward_file",
      `the reward file ${path} cannot be imported: ${messageOf(cause)}; it must be an ES module, and a .ts file needs Node to run with --import tsx`,
      { cause },
    );
  }
}

/** Where a compiler made CommonJS of the file, its default export is the key `default` of what Node takes for the default. */
function unwrapDefault(exported: unknown): unknown {
  const isWrapped = typeof exported === "object" && exported !== null && "default" in exported;
  return isWrapped ? exported.default : exported;
}

/** Whether something a user exported looks like a verifier. */
export function isVerifier(value: unknown): value is Verifier {
  if (typeof value !== "object" || value === null) return false;
  const { name, version, checkGold, extract, verify } = value as Partial<Record<keyof Verifier, unknown>>;
  return (
    typeof name === "string" &&
    typeof version === "string" &&
    [checkGold, extract, verify].every((method) => typeof method === "function")
  );
}

/** A user's verifier may return anything, so its verdicts are checked; `judge` handles what it throws. */
function checkedVerifier(verifier: Verifier, path: string): Verifier {
  return {
    name: verifier.name,
    version: verifier.version,
    ...(verifier.domain === undefined ? {} : { domain: verifier.domain }),
    checkGold: (truth) => verifier.checkGold(truth),
    extract: (response) => verifier.extract(response),
    verify: async (response, truth, context) => {
      const verdict = Verdict.safeParse(await verifier.verify(response, truth, context));
      if (verdict.success) return verdict.data;
      const message = `${path} returned no valid verdict: ${z.prettifyError(verdict.error)}`;
      return ourFailure(verifier, { reason: "reward.not-a-verdict", error: { class: "config", message } });
    },
  };
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return typeof value === "object"
    ? `an object with the keys ${Object.keys(value).join(", ") || "(none)"}`
    : `a ${typeof value}`;
}
