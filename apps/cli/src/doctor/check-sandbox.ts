import { detectSandbox } from "@guru/verifiers";
import type { Check } from "./check.ts";

const meanings = [
  "resource limits only; training wants level 1",
  "resource limits, seccomp and Landlock",
  "as level 1, in namespaces of its own",
];

/** The Python that model code runs in, and how strongly it is confined. */
export async function checkSandbox(): Promise<Check[]> {
  const { python, level, features, problems } = await detectSandbox();
  const advice = problems.map(({ what, advice: action }) => `${what}; ${action}`).join("\n");
  const withAdvice = advice === "" ? {} : { advice };
  if (python === undefined) {
    const left = "without it the code domain is left out of training";
    return [
      { name: "python", state: "missing", found: `no Python that can be used; ${left}`, ...withAdvice },
    ];
  }
  const found = { name: "python", state: "ok", found: `${python.version} at ${python.path}` } as const;
  if (level === undefined)
    return [found, { name: "sandbox", state: "missing", found: "none that works", ...withAdvice }];
  const confinement = features.length === 0 ? "" : ` (${features.join(", ")})`;
  const text = `level ${level}: ${meanings[level] ?? ""}${confinement}`;
  return [
    found,
    {
      name: "sandbox",
      state: level === 2 ? "ok" : level === 1 ? "gap" : "missing",
      found: text,
      ...withAdvice,
    },
  ];
}
