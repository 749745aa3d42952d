import { launchZygote } from "./launch-zygote.ts";
import type { SandboxReport } from "./sandbox-report.ts";
import { languagesOf } from "./toolchain.ts";

/** Tries what works on this machine and leaves no process behind. Never rejects for what it finds. */
export async function detectSandbox(options: { readonly python?: string } = {}): Promise<SandboxReport> {
  const launched = await launchZygote({ python: options.python ?? "python3", maximumLevel: 2 });
  const { interpreter, problems } = launched;
  const python = interpreter && { python: { path: interpreter.path, version: interpreter.version } };
  if (!("zygote" in launched)) return { ...python, languages: [], features: [], problems };
  const { zygote, level, toolchain } = launched;
  await zygote.close();
  const languages = languagesOf(toolchain);
  return { ...python, level, languages, features: featuresOf(zygote.greeting.features, level), problems };
}

/** The features of the children, and of what stands around them. */
export function featuresOf(features: readonly string[], level: number): readonly string[] {
  return level === 2 ? [...features, "namespaces"] : features;
}
