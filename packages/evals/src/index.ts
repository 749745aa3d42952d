export { compareSummaries, formatComparison, type ComparedResult, type ComparisonRow } from "./compare.ts";
export { evaluateTasks } from "./evaluate.ts";
export {
  evaluateSampler,
  type EvaluationModes,
  type EvaluationProgress,
  type EvaluationSettings,
} from "./evaluate-sampler.ts";
export {
  EvaluatedAnswer,
  EvaluatedTask,
  EvaluationMode,
  EvaluationPhase,
  EvaluationResult,
} from "./evaluation-result.ts";
export { evaluationSamples } from "./evaluation-samples.ts";
export { formatCount, formatDuration, formatPercent, formatPoints } from "./format-number.ts";
export { GainSplit, splitGain, type GainTask } from "./gain.ts";
export { createModelSampler } from "./model-sampler.ts";
export {
  DomainSummary,
  LevelSummary,
  Measure,
  RunSummary,
  SummaryMeta,
  type SummaryMetaInput,
} from "./run-summary.ts";
export type { SampledResponse, SampleOptions, Sampler, SampleRequest } from "./sampler.ts";
export { scoreByDomain } from "./score-by-domain.ts";
export { averageAtK } from "./statistics/average-at-k.ts";
export { bootstrapInterval } from "./statistics/bootstrap-interval.ts";
export type { BootstrapOptions } from "./statistics/bootstrap-options.ts";
export { Interval } from "./statistics/interval.ts";
export { pairedBootstrap } from "./statistics/paired-bootstrap.ts";
export { passAtK } from "./statistics/pass-at-k.ts";
export { stratifiedBootstrap } from "./statistics/stratified-bootstrap.ts";
export { showTruth } from "./show-truth.ts";
export { summarise } from "./summarise.ts";
export { formatSummaryTable } from "./summary-table.ts";
export { renderReport, type ReportInput } from "./report/render-report.ts";
export { ReportSample } from "./report/sample-cards.ts";
