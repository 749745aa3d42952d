export { ChatMessage } from "./chat-message.ts";
export { Domain, trainingDomains } from "./domain.ts";
export { GuruError } from "./guru-error.ts";
export { canonicalJson, Json } from "./json.ts";
export { formatJsonl, readJsonl } from "./jsonl.ts";
export { askJudge, type JudgeBatch, type JudgeItem } from "./judge.ts";
export { type MetricName, MetricsRow, type SpreadName, type StepNumbers } from "./metrics.ts";
export { createRandom, deriveSeed, type Random } from "./random.ts";
export { Rollout } from "./rollout.ts";
export { RunConfig, type RunConfigInput } from "./run-config.ts";
export { Demonstration, Origin, Task, taskId, VerifierReference } from "./task.ts";
export {
  ErrorClass,
  Extracted,
  foundAnswer,
  IntegrityFlag,
  Response,
  Verdict,
  verdictScore,
  VerifierStamp,
} from "./verdict.ts";
