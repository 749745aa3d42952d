import { Domain, foundAnswer, type Json, Verdict, verdictScore } from "@guru/core";
import { type ReportSample, showTruth } from "@guru/evals";

/** One row of a rollout file. */
export type RolloutRow = Readonly<Record<string, unknown>>;

/** What a report shows of a rollout file's columns. */
export const shownColumns = ["step", "domain", "level", "prompt", "response", "truth", "verdict"];

/** Of each domain one of the best and, where some are worse, one of the worst rollouts of a training step. */
export function rolloutSamples(rows: readonly RolloutRow[]): ReportSample[] {
  const samples = rows.map(toSample).filter(({ reward }) => reward !== undefined);
  return Domain.options.flatMap((domain) => {
    const ranked = samples
      .filter((sample) => sample.domain === domain)
      .sort((a, b) => rewardOf(b) - rewardOf(a));
    const [best] = ranked;
    const worst = ranked.find((sample) => rewardOf(sample) === rewardOf(ranked.at(-1)));
    return [best, ...(worst === best ? [] : [worst])].filter((sample) => sample !== undefined);
  });
}

function rewardOf(sample: ReportSample | undefined): number {
  return sample?.reward ?? Number.NaN;
}

function toSample(row: RolloutRow): ReportSample {
  const text = (name: string): string => (typeof row[name] === "string" ? row[name] : "");
  const verdict = Verdict.parse(JSON.parse(text("verdict")));
  const { extracted, reason } = verdict;
  return {
    domain: Domain.parse(row["domain"]),
    ...(typeof row["level"] === "number" ? { level: row["level"] } : {}),
    when: `step ${Number(row["step"])}`,
    prompt: text("prompt"),
    response: text("response"),
    extracted: extracted?.text ?? (foundAnswer(verdict) === false ? null : undefined),
    gold: showTruth(JSON.parse(text("truth")) as Json),
    reward: verdictScore(verdict),
    reason,
  };
}
