import type { CallResult, Sandbox, SandboxLimits } from "../sandbox/sandbox.ts";
import { createWorkCounter } from "../work-counter.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import { pythonText } from "./python-text.ts";
import type { PythonValue } from "./python-value-type.ts";
import { runner } from "./runner-source.ts";

/** A call of a function that a program of the data set defines. */
export interface ProgramCall {
  readonly program: string;
  readonly entryPoint: string;
  readonly positional: readonly PythonValue[];
  readonly keyword: ReadonlyMap<string, PythonValue>;
  /** How the result is written: as JSON, or as a Python literal. */
  readonly form: "json" | "literal";
}

/**
 * How a call ended. `unrunnable`: the program itself cannot be loaded here, whatever it is called with; `unfit`: no literal can
 * stand for an argument.
 */
export type ProgramOutcome =
  | { readonly outcome: "returned"; readonly text: string }
  | { readonly outcome: "unrunnable" | "raised" | "not_plain" | "unfit"; readonly message: string }
  | Extract<CallResult, { outcome: "failed" }>;

/** Limits of one call; the first time-out is tried again by the sandbox. */
export const programLimits: SandboxLimits = {
  cpuMs: 2_000,
  wallMs: 8_000,
  memoryMb: 256,
  outputBytes: 1 << 18,
};

/**
 * Runs the program and calls its function, in a process of its own. Arguments are values that we have read and write out again, so no
 * text of a model reaches Python.
 */
export async function callProgram(
  call: ProgramCall,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<ProgramOutcome> {
  const parameters: readonly PythonValue[] = [
    { type: "str", value: call.program },
    { type: "str", value: call.entryPoint },
    { type: "tuple", items: call.positional },
    {
      type: "dict",
      entries: [...call.keyword].map(([name, value]) => [{ type: "str", value: name }, value] as const),
    },
    { type: "str", value: call.form },
  ];
  const literals = parameters.map(pythonText).filter((text) => text !== undefined);
  if (literals.length < parameters.length) return { outcome: "unfit", message: "NaN cannot be an argument" };
  const job = { source: runner, entryPoint: "run", calls: [literals], limits: programLimits };
  const [result] = await sandbox.callFunction(job, signal);
  if (result === undefined) throw new Error("the sandbox gave no result");
  return result.outcome === "failed" ? result : readReply(result.repr);
}

/** The runner returns a pair of texts: how the call ended, and the result or what went wrong. */
function readReply(repr: string): ProgramOutcome {
  const reply = parsePythonLiteral(repr, createWorkCounter(2 * repr.length + 100));
  const [kind, text] = reply.ok && reply.value.type === "tuple" ? reply.value.items : [];
  if (kind?.type !== "str" || text?.type !== "str")
    throw new Error(`the sandbox replied ${repr.slice(0, 80)}`);
  switch (kind.value) {
    case "returned":
      return { outcome: "returned", text: text.value };
    case "unrunnable":
    case "raised":
    case "not_plain":
      return { outcome: kind.value, message: text.value };
    default:
      throw new Error(`the sandbox replied ${repr.slice(0, 80)}`);
  }
}

/** Whether a program runs to its end without an exception. What it defines can make that true: for the `published` mode only. */
export async function programPasses(
  program: string,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<boolean> {
  const source = pythonText({ type: "str", value: program });
  if (source === undefined) return false;
  const limits = { ...programLimits, cpuMs: 3_000 };
  const job = { source: runner, entryPoint: "passes", calls: [[source]], limits };
  const [result] = await sandbox.callFunction(job, signal);
  return result?.outcome === "value" && result.type === "bool" && result.repr === "True";
}
