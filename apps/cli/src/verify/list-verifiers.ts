import { defaultRegistry, loadVerifiers } from "@guru/verifiers";

/** A verifier, for people and programs. */
export interface VerifierDescription {
  readonly name: string;
  readonly version: string;
  readonly domain: string;
  readonly modes: readonly string[];
  readonly uses: readonly string[];
}

/** Our verifiers and those of the plugins, by name. */
export async function describeVerifiers(plugins: readonly string[]): Promise<readonly VerifierDescription[]> {
  const others = await Promise.all(plugins.map(loadVerifiers));
  return [...defaultRegistry.verifiers, ...others.flat()]
    .map((verifier) => {
      const { name, version, domain = "any", modes = ["strict"] } = verifier;
      return { name, version, domain, modes, uses: verifier.uses?.("strict") ?? [] };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}

/** One line a verifier. */
export function formatVerifiers(verifiers: readonly VerifierDescription[]): string[] {
  const width = Math.max(...verifiers.map(({ name }) => name.length));
  return verifiers.map(
    ({ name, version, modes, uses }) =>
      `${name.padEnd(width)}  ${version}  ${modes.join(", ")}${uses.length === 0 ? "" : `  (uses the ${uses.join(", ")})`}`,
  );
}
