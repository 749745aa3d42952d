export { codePythonFunction } from "./code/python-function.ts";
export { defaultRegistry } from "./default-registry.ts";
export { answerMarker, extractMarked, type MarkedAnswerOptions } from "./extraction/extract-marked.ts";
export { type FinalText, finalText, windowChars } from "./extraction/final-text.ts";
export { integrityFlags } from "./extraction/integrity-flags.ts";
export { createJudge, type JudgeOptions } from "./judge.ts";
export { logicName } from "./logic/name.ts";
export { mathNumber } from "./math/number.ts";
export { createRegistry, type Registry } from "./registry.ts";
export { loadRewardFile } from "./reward-file.ts";
export {
  createRewardVerifier,
  type Reward,
  type RewardFunction,
  type ScoredReward,
} from "./reward-function.ts";
export { createSandbox, defaultSandboxLimits, type SandboxOptions } from "./sandbox/create-sandbox.ts";
export { detectSandbox } from "./sandbox/detect-sandbox.ts";
export type { SandboxProblem, SandboxReport } from "./sandbox/sandbox-report.ts";
export type { CallResult, FunctionJob, Sandbox, SandboxLevel, SandboxLimits } from "./sandbox/sandbox.ts";
export { scienceQuantity } from "./science/quantity.ts";
export { equalPythonValues, type PythonEquality } from "./simulation/python-equality.ts";
export { parsePythonLiteral } from "./simulation/python-literal.ts";
export { simulationPythonValue } from "./simulation/python-value.ts";
export type { PythonValue } from "./simulation/python-value-type.ts";
export { tabularCell } from "./tabular/cell.ts";
export { type Comparison, createTextVerifier, type TextVerifierDefinition } from "./text-verifier.ts";
export { type Parsed, parsed, unreadable } from "./parsed.ts";
export type { Extraction, GoldCheck, Verifier, VerifyContext } from "./verifier.ts";
export {
  correctVerdict,
  incorrectVerdict,
  unscoredVerdict,
  type VerdictDetails,
  type VerdictError,
  verifierStamp,
} from "./verdicts.ts";
export { createWorkCounter, type WorkCounter, WorkLimitError } from "./work-counter.ts";
