import { z } from "zod";
import { type Parsed, parsed } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { ProgramLanguage, ProgramResult } from "../sandbox/program.ts";
import type { SandboxLimits } from "../sandbox/sandbox.ts";
import type { Verifier } from "../verifier.ts";
import { couldPrint } from "./code-language.ts";
import { cpuMs, tolerance } from "./code-truth.ts";
import { outputComparison, type OutputRules, usualTolerance } from "./compare-output.ts";
import { type CodeJudgement, type CodeToJudge, createCodeVerifier } from "./create-code-verifier.ts";

const text = z.string().max(64_000_000);

const Truth = z.strictObject({
  tests: z
    .array(z.strictObject({ input: text, output: text }))
    .min(1)
    .max(10_000),
  language: z.enum(["python", "javascript", "cpp", "any"]).optional(),
  tolerance: tolerance.optional(),
  unorderedLines: z.boolean().optional(),
  cpuMs: cpuMs.optional(),
});
type Truth = z.infer<typeof Truth>;

interface Gold {
  readonly languages: readonly [ProgramLanguage, ...ProgramLanguage[]];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rules: OutputRules;
  readonly limits: SandboxLimits;
}

/** Of each run, unless the truth states other CPU time. */
const usualLimits: SandboxLimits = { cpuMs: 8_000, wallMs: 40_000, memoryMb: 512, outputBytes: 1 << 16 };

/**
 * A program that reads standard input and writes standard output. Truth `{ "tests": [{ "input": "2 3\n", "output": "5\n"
 * }] }`, with `"language"` `python` (when left out), `javascript`, `cpp` or `any`, where the label of the block decides.
 * Every test must end with exit code 0 and the expected output; runs end at the first that does not. `tolerance` is how far
 * floats may be off, 1e-9 of the expected or 1e-6 when left out, and with `unorderedLines` the order of lines is free; see
 * `equalOutputs`. Expected outputs never leave this process.
 */
export const codeStdio: Verifier = createCodeVerifier<Gold>({
  name: "code/stdio",
  version: "1",
  options: { limits: { ...usualLimits }, tolerance: { ...usualTolerance } },
  parseGold: (truth) => parseTruth(Truth, truth, readGold),
  rules: (gold) => ({
    languages: gold?.languages ?? ["python", "javascript", "cpp"],
    isAnswer: couldPrint,
  }),
  run: runPrograms,
});

function readGold(truth: Truth): Parsed<Gold> {
  const { tests, language = "python" } = truth;
  const time = truth.cpuMs === undefined ? {} : { cpuMs: truth.cpuMs, wallMs: 5 * truth.cpuMs };
  const longest = tests.reduce((length, { output }) => Math.max(length, output.length), 0);
  return parsed({
    languages: language === "any" ? ["python", "javascript", "cpp"] : [language],
    inputs: tests.map(({ input }) => input),
    outputs: tests.map(({ output }) => output),
    rules: {
      tolerance: truth.tolerance ?? usualTolerance,
      unorderedLines: truth.unorderedLines ?? false,
    },
    // More than any right output needs: of UTF-8, and of digits that round to the expected ones.
    limits: { ...usualLimits, ...time, outputBytes: usualLimits.outputBytes + 6 * longest },
  });
}

async function runPrograms(code: CodeToJudge, gold: Gold): Promise<CodeJudgement> {
  const { source, language, sandbox, mode, signal } = code;
  const { inputs, outputs, limits } = gold;
  const equal = outputComparison(mode, gold.rules);
  const isRight = (result: ProgramResult, index: number): boolean =>
    result.outcome === "exited" && result.exitCode === 0 && equal(result.stdout, outputs[index] ?? "");
  let firstWrong: { result: ProgramResult; index: number } | undefined;
  const results = await sandbox.runProgram(
    {
      language,
      source,
      inputs,
      limits,
      onResult: (result, index) => {
        if (firstWrong !== undefined || isRight(result, index)) return "go-on";
        firstWrong = { result, index };
        return "stop";
      },
    },
    signal,
  );
  const cpuMs = results.reduce((sum, result) => sum + result.cpuMs, 0);
  if (firstWrong === undefined) {
    if (results.length === inputs.length) return { outcome: "correct", reason: "equal.output", cpuMs };
    throw new Error(`${inputs.length} inputs got ${results.length} results`);
  }
  return { ...failureOf(firstWrong.result, `test ${firstWrong.index + 1} of ${inputs.length}`), cpuMs };
}

function failureOf(result: ProgramResult, which: string): Omit<CodeJudgement, "cpuMs"> {
  if (result.outcome === "failed") {
    const error = { class: result.why, message: `${which}: ${result.message}` };
    return { outcome: "incorrect", reason: `code.${result.why.replace("_", "-")}`, error };
  }
  if (result.exitCode !== 0) {
    const message = `${which}: the program ended with exit code ${result.exitCode}`;
    return { outcome: "incorrect", reason: "code.exit", error: { class: "runtime_error", message } };
  }
  const error = { class: "wrong_value", message: `${which}: it printed something else` } as const;
  return { outcome: "incorrect", reason: "different.output", error };
}
