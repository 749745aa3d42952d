import type { JudgeBatch, Task, Verdict } from "@guru/core";
import { deriveSeed, foundAnswer, GuruError, verdictScore } from "@guru/core";
import type {
  EvaluatedAnswer,
  EvaluatedTask,
  EvaluationMode,
  EvaluationPhase,
  EvaluationResult,
} from "./evaluation-result.ts";
import type { JudgeQueue } from "./judge-queue.ts";
import { createJudgeQueue } from "./judge-queue.ts";
import type { SampledResponse, Sampler, SampleRequest } from "./sampler.ts";

/** Which ways of answering are measured. */
export interface EvaluationModes {
  readonly greedy: boolean;
  /** Samples a task at temperature 1; 0 leaves them out. */
  readonly samples: number;
  /** Greedy again, but the response may not start with this token: the model has to show its work first. */
  readonly madeToWork?: { readonly bannedFirstToken: number };
}

/** How far an evaluation is. */
export interface EvaluationProgress {
  readonly mode: EvaluationMode;
  /** Responses of this mode so far, and how many there will be. */
  readonly done: number;
  readonly total: number;
  /** Tokens of this mode so far. */
  readonly tokens: number;
}

/** What every evaluation needs besides a model. */
export interface EvaluationSettings {
  readonly tasks: readonly Task[];
  readonly judge: JudgeBatch;
  readonly modes: EvaluationModes;
  readonly maxTokens: number;
  readonly seed: number;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds; `performance.now` unless given. */
  readonly clock?: () => number;
}

interface Evaluation {
  readonly settings: EvaluationSettings;
  readonly sampler: Sampler;
  readonly prompts: readonly string[];
  readonly queue: JudgeQueue;
  readonly signal: AbortSignal;
  readonly clock: () => number;
}

/** One pass over all tasks. */
interface Pass {
  readonly mode: EvaluationMode;
  readonly temperature: number;
  /** Samples a task. */
  readonly samples: number;
  readonly bannedFirstToken?: number;
}

type Answers = readonly (EvaluatedAnswer | undefined)[][];

/**
 * Lets a sampler answer every task in every mode and judges the answers beside it. The seed of a sample belongs to the
 * seed given, the task's id and the sample's number alone, so two models evaluated with one seed are paired.
 *
 * @throws GuruError `empty` without tasks or modes, `sampler` when a response is missing or repeated, `judge` when the
 *   judge fails or verdicts are missing; and whatever the sampler or the signal throws.
 */
export async function evaluateSampler(
  options: EvaluationSettings & { readonly sampler: Sampler },
): Promise<EvaluationResult> {
  const { tasks, modes, sampler } = options;
  const passes = planPasses(modes);
  if (tasks.length === 0) throw new GuruError("empty", "an evaluation needs at least one task, got none");
  if (passes.length === 0) {
    throw new GuruError("empty", "an evaluation needs at least one mode: greedy, made to work, or samples");
  }
  const clock = options.clock ?? (() => performance.now());
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const prompts = tasks.map((task) => sampler.renderPrompt(task.prompt));
  const queue = createJudgeQueue(options.judge, signal);
  const evaluation: Evaluation = { settings: options, sampler, prompts, queue, signal, clock };
  const started = clock();
  try {
    const runs: PassRun[] = [];
    for (const pass of passes) runs.push(await runPass(evaluation, pass));
    await queue.drain();
    return assemble(options, runs, (clock() - started) / 1000);
  } finally {
    // Whatever is still being judged after a failure is of no use to anyone.
    stop.abort(new GuruError("stopped", "the evaluation has ended"));
  }
}

function planPasses(modes: EvaluationModes): Pass[] {
  const passes: Pass[] = [];
  if (modes.greedy) passes.push({ mode: "greedy", temperature: 0, samples: 1 });
  if (modes.madeToWork !== undefined) {
    passes.push({ mode: "madeToWork", temperature: 0, samples: 1, ...modes.madeToWork });
  }
  if (modes.samples > 0) passes.push({ mode: "samples", temperature: 1, samples: modes.samples });
  return passes;
}

/** How many earlier tasks share each task's id: copies of one task are answered independently. */
function occurrences(tasks: readonly Task[]): number[] {
  const seen = new Map<string, number>();
  return tasks.map(({ id }) => {
    const occurrence = seen.get(id) ?? 0;
    seen.set(id, occurrence + 1);
    return occurrence;
  });
}

interface PassRun {
  readonly pass: Pass;
  readonly answers: Answers;
  readonly tokens: number;
  readonly seconds: number;
}

async function runPass(evaluation: Evaluation, pass: Pass): Promise<PassRun> {
  const { settings, sampler, queue, signal, clock } = evaluation;
  const answers = settings.tasks.map(() => new Array<EvaluatedAnswer | undefined>(pass.samples));
  const total = settings.tasks.length * pass.samples;
  const received = new Set<number>();
  const started = clock();
  let tokens = 0;
  signal.throwIfAborted();
  const responses = sampler.sample(passRequests(settings, pass), {
    temperature: pass.temperature,
    maxTokens: settings.maxTokens,
    signal,
  });
  for await (const response of responses) {
    signal.throwIfAborted();
    const task = settings.tasks[response.request];
    const row = answers[response.request];
    const place = response.request * pass.samples + response.sample;
    if (task === undefined || row === undefined || response.sample >= pass.samples || received.has(place)) {
      throw new GuruError(
        "sampler",
        `unexpected response to request ${response.request}, sample ${response.sample}`,
      );
    }
    received.add(place);
    tokens += response.tokens;
    await queue.push({
      task,
      response: {
        text: response.text,
        prompt: evaluation.prompts[response.request] ?? "",
        finishReason: response.finishReason,
        tokens: response.tokens,
      },
      receive: (verdict) => (row[response.sample] = evaluatedAnswer(response, verdict)),
    });
    settings.onProgress?.({ mode: pass.mode, done: received.size, total, tokens });
  }
  if (received.size !== total) {
    throw new GuruError("sampler", `the sampler gave ${received.size} of ${total} responses`);
  }
  return { pass, answers, tokens, seconds: (clock() - started) / 1000 };
}

function passRequests({ tasks, seed }: EvaluationSettings, pass: Pass): SampleRequest[] {
  const copies = occurrences(tasks);
  return tasks.map((task, index) => ({
    prompt: task.prompt,
    seeds: Array.from({ length: pass.samples }, (_, sample) =>
      deriveSeed(seed, "evaluate", task.id, copies[index] ?? 0, sample),
    ),
    ...(pass.bannedFirstToken === undefined ? {} : { bannedFirstToken: pass.bannedFirstToken }),
  }));
}

function evaluatedAnswer(response: SampledResponse, verdict: Verdict): EvaluatedAnswer {
  const score = verdictScore(verdict);
  const parsed = foundAnswer(verdict);
  return {
    outcome: verdict.outcome,
    ...(score === undefined ? {} : { score }),
    ...(parsed === undefined ? {} : { parsed }),
    ...(verdict.extracted === undefined ? {} : { extracted: verdict.extracted.text }),
    reason: verdict.reason,
    text: response.text,
    tokens: response.tokens,
    finishReason: response.finishReason,
  };
}

function assemble(settings: EvaluationSettings, runs: readonly PassRun[], seconds: number): EvaluationResult {
  const answersOf = (mode: EvaluationMode, task: number): EvaluatedAnswer[] => {
    const run = runs.find(({ pass }) => pass.mode === mode);
    return (run?.answers[task] ?? []).filter((answer) => answer !== undefined);
  };
  const tasks = settings.tasks.map((task, index): EvaluatedTask => {
    const [greedy] = answersOf("greedy", index);
    const [madeToWork] = answersOf("madeToWork", index);
    return {
      id: task.id,
      domain: task.domain,
      ...(task.difficulty.level === undefined ? {} : { level: task.difficulty.level }),
      prompt: task.prompt.map(({ content }) => content).join("\n\n"),
      truth: task.truth,
      ...(greedy === undefined ? {} : { greedy }),
      ...(madeToWork === undefined ? {} : { madeToWork }),
      samples: answersOf("samples", index),
    };
  });
  const { seed, maxTokens, modes } = settings;
  return { seed, samples: modes.samples, maxTokens, tasks, phases: runs.map(phaseOf), seconds };
}

function phaseOf({ pass, answers, tokens, seconds }: PassRun): EvaluationPhase {
  const all = answers.flat().filter((answer) => answer !== undefined);
  const unscored = all.filter(({ outcome }) => outcome === "unscored").length;
  return { mode: pass.mode, responses: all.length, unscored, tokens, seconds };
}
