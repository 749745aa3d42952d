import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GuruError } from "@guru/core";
import { messageOf } from "./message-of.ts";
import { isVerifier } from "./reward-file.ts";
import type { Verifier } from "./verifier.ts";

/**
 * Loads verifiers from a file (`./mine.js`) or an installed package (`my-verifiers`): its export `verifiers`, a list, or its
 * default export, a list or a single verifier.
 *
 * @throws GuruError `verifier_plugin` when it cannot be imported or exports neither.
 */
export async function loadVerifiers(specifier: string): Promise<readonly Verifier[]> {
  const isPath = /^(?:[./\\]|[A-Za-z]:[\\/])/.test(specifier);
  const target = isPath ? pathToFileURL(resolve(specifier)).href : specifier;
  let module: { verifiers?: unknown; default?: unknown };
  try {
    module = (await import(target)) as typeof module;
  } catch (cause) {
    throw new GuruError(
      "verifier_plugin",
      `the verifiers of ${specifier} cannot be imported: ${messageOf(cause)}; name a file by a path that starts with ./ or an installed package`,
      { cause },
    );
  }
  const exported = module.verifiers ?? module.default;
  const list: unknown[] = Array.isArray(exported) ? exported : [exported];
  if (list.length > 0 && list.every(isVerifier)) return list;
  throw new GuruError(
    "verifier_plugin",
    `${specifier} exports no verifiers; export a list named \`verifiers\`, each with name, version, checkGold, extract and verify`,
  );
}
