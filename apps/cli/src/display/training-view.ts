import { type MetricName, type MetricsRow, trainingDomains } from "@guru/core";

/** What is shown of a training run: the last step, the history of its headline, and time. */
export interface TrainingView {
  readonly method: "grpo" | "sft";
  readonly steps: number;
  readonly last: MetricsRow | undefined;
  /** Mean reward, or loss, of every step so far. */
  readonly history: readonly number[];
  readonly elapsedSeconds: number;
  /** Undefined before the first step. */
  readonly secondsLeft: number | undefined;
}

/** The metric that a method's headline shows. */
export const headlineMetric = { grpo: "critic/score/mean", sft: "train/loss" } as const satisfies Record<
  TrainingView["method"],
  MetricName
>;

/** A number that is shown beside the headline, and how. */
interface Shown {
  readonly label: string;
  readonly metric: MetricName;
  readonly format: (value: number) => string;
  /** Left away while it is 0. */
  readonly quietAtZero?: true;
}

const fixed =
  (digits: number) =>
  (value: number): string =>
    value.toFixed(digits);
const share = (value: number): string => `${(value * 100).toFixed(1)} %`;
const count = (value: number): string => String(Math.round(value));

const shownByMethod: Readonly<Record<TrainingView["method"], readonly Shown[]>> = {
  grpo: [
    { label: "length", metric: "response_length/mean", format: fixed(1) },
    { label: "entropy", metric: "rollout/entropy", format: fixed(3) },
    { label: "KL to start", metric: "actor/kl_to_start", format: fixed(4) },
    { label: "clipped", metric: "actor/pg_clipfrac", format: share },
    { label: "no spread", metric: "groups/without_spread", format: share },
    { label: "unscored", metric: "rollouts/unscored", format: count, quietAtZero: true },
    { label: "too long", metric: "prompts/left_out", format: count, quietAtZero: true },
    { label: "tokens/s", metric: "perf/throughput", format: count },
  ],
  sft: [
    { label: "gradient norm", metric: "train/grad_norm", format: fixed(3) },
    { label: "rate", metric: "train/lr", format: (value) => value.toExponential(1) },
    { label: "tokens/s", metric: "perf/throughput", format: count },
  ],
};

/** The labelled numbers of the last step. */
export function shownNumbers({ method, last }: TrainingView): string[] {
  return shownByMethod[method].flatMap(({ label, metric, format, quietAtZero }) => {
    const value = last?.[metric];
    if (value === undefined || (quietAtZero && value === 0)) return [];
    return [`${label} ${format(value)}`];
  });
}

/** The headline of each domain of the last step, in the order of every table. */
export function domainNumbers({ method, last }: TrainingView): string[] {
  return trainingDomains.flatMap((domain) => {
    const name: MetricName = method === "grpo" ? `critic/score/${domain}/mean` : `train/loss/${domain}`;
    const value = last?.[name];
    return value === undefined ? [] : [`${domain} ${value.toFixed(2)}`];
  });
}

/** What the headline is called. */
export function headlineLabel(method: TrainingView["method"]): string {
  return method === "grpo" ? "reward" : "loss";
}
