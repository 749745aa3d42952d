import { attentionCases, cacheCases } from "./cases/attention-cases.ts";
import { elementwiseCases } from "./cases/elementwise-cases.ts";
import { changedWeightCases, linearCases } from "./cases/linear-cases.ts";
import { logprobCases } from "./cases/logprob-cases.ts";
import { gatherCases, normCases, rowCases } from "./cases/row-cases.ts";
import { sampleCases, tieCases } from "./cases/sample-cases.ts";
import type { OpCase } from "./op-case.ts";

/** What every engine must do as the reference does. */
export const opCases: readonly OpCase[] = [
  ...elementwiseCases,
  ...linearCases,
  ...changedWeightCases,
  ...normCases,
  ...rowCases,
  ...gatherCases,
  ...attentionCases,
  ...cacheCases,
  ...logprobCases,
  ...sampleCases,
  ...tieCases,
];
