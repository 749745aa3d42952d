import type { Domain, Json } from "@guru/core";
import { Domain as DomainName } from "@guru/core";
import type { EvaluatedAnswer, EvaluatedTask, EvaluationResult, ReportSample } from "@guru/evals";

/**
 * Responses for the report: of each domain, tasks that training turned from wrong to right, before and after, and one
 * that it did not.
 */
export function evaluationSamples(before: EvaluationResult, after: EvaluationResult): ReportSample[] {
  const pairs = before.tasks.flatMap((task, index) => {
    const later = after.tasks[index];
    return later === undefined ? [] : [{ task, later }];
  });
  return DomainName.options.flatMap((domain) => {
    const own = pairs.filter(({ task }) => task.domain === domain);
    const mended = own.filter(({ task, later }) => score(task) === 0 && score(later) === 1);
    const missed = own.filter(({ later }) => score(later) === 0);
    return [...mended.slice(0, 2), ...missed.slice(0, 1)].flatMap(({ task, later }) => [
      ...sampleOf(task, "before", task.greedy),
      ...sampleOf(later, "after", later.greedy),
    ]);
  });
}

function score(task: EvaluatedTask): number | undefined {
  return task.greedy?.score;
}

function sampleOf(task: EvaluatedTask, when: string, answer: EvaluatedAnswer | undefined): ReportSample[] {
  if (answer === undefined) return [];
  return [
    {
      domain: task.domain,
      ...(task.level === undefined ? {} : { level: task.level }),
      when,
      prompt: task.prompt,
      response: answer.text,
      ...(answer.extracted === undefined ? {} : { extracted: answer.extracted }),
      gold: showTruth(task.truth),
      ...(answer.score === undefined ? {} : { reward: answer.score }),
      reason: answer.reason,
    },
  ];
}

/** One row of a rollout file. */
export type RolloutRow = Readonly<Record<string, unknown>>;

/** Of each domain one right and one wrong rollout of a training step. */
export function rolloutSamples(rows: readonly RolloutRow[]): ReportSample[] {
  return DomainName.options.flatMap((domain) => {
    const own = rows.filter((row) => row["domain"] === domain);
    const right = own.find((row) => row["score"] === 1);
    const wrong = own.find((row) => row["score"] === 0);
    return [right, wrong].flatMap((row) => (row === undefined ? [] : [fromRollout(row, domain)]));
  });
}

function fromRollout(row: RolloutRow, domain: Domain): ReportSample {
  const text = (name: string): string => (typeof row[name] === "string" ? row[name] : "");
  return {
    domain,
    ...(typeof row["level"] === "number" ? { level: row["level"] } : {}),
    when: `step ${Number(row["step"])}`,
    prompt: text("prompt"),
    response: text("response"),
    ...(typeof row["extracted"] === "string" ? { extracted: row["extracted"] } : {}),
    gold: showTruth(JSON.parse(text("truth")) as Json),
    ...(typeof row["score"] === "number" ? { reward: row["score"] } : {}),
    reason: text("reason"),
  };
}

/** The right answer as a person reads it: the value of a record that has one, else JSON. */
export function showTruth(truth: Json): string {
  if (typeof truth === "string") return truth;
  if (typeof truth === "object" && truth !== null && !Array.isArray(truth)) {
    const record = truth as Readonly<Record<string, Json>>;
    const value = record["value"] ?? record["answer"];
    const unit = record["unit"];
    if (typeof value === "string")
      return typeof unit === "string" && unit !== "" ? `${value} ${unit}` : value;
  }
  return JSON.stringify(truth);
}
