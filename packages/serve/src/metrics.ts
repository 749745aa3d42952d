import type { Verdict } from "@guru/core";
import type { PoolCounts } from "@guru/verifiers";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What a server counts, in the text format of Prometheus. */
export interface ServerMetrics {
  readonly contentType: string;
  countVerdict(verdict: Verdict): void;
  countRequest(route: string, status: number): void;
  text(): Promise<string>;
}

const secondsBuckets = [0.0001, 0.001, 0.01, 0.1, 1, 10];

/** Metrics of their own, so that several servers in one process do not mix. `counts` is asked when they are read. */
export function createMetrics(names: ReadonlySet<string>, counts: () => Readonly<PoolCounts>): ServerMetrics {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  const verdicts = new Counter({
    name: "guru_verdicts_total",
    help: "Verdicts by verifier and outcome.",
    labelNames: ["verifier", "outcome"],
    registers: [...registers],
  });
  const seconds = new Histogram({
    name: "guru_verdict_seconds",
    help: "Wall time of a verdict, in seconds.",
    labelNames: ["verifier"],
    buckets: secondsBuckets,
    registers: [...registers],
  });
  const requests = new Counter({
    name: "guru_http_requests_total",
    help: "Requests by route and status.",
    labelNames: ["route", "status"],
    registers: [...registers],
  });
  const poolGauges: readonly (readonly [keyof PoolCounts, string, string])[] = [
    ["pending", "guru_pool_pending", "Responses that wait for a verdict."],
    ["replaced", "guru_pool_replaced_workers", "Worker threads that hung or died and were replaced."],
    ["hung", "guru_pool_hung_verdicts", "Verdicts lost to a verifier that hung."],
    ["died", "guru_pool_died_verdicts", "Verdicts lost to a worker that died."],
  ];
  for (const [key, name, help] of poolGauges) {
    new Gauge({
      name,
      help,
      registers: [...registers],
      collect() {
        this.set(counts()[key]);
      },
    });
  }

  return {
    contentType: registry.contentType,
    countVerdict: ({ by, outcome, cost }) => {
      // A request can name any verifier: only names that exist become a label.
      const verifier = names.has(by.name) ? by.name : "unknown";
      verdicts.inc({ verifier, outcome });
      seconds.observe({ verifier }, cost.wallMicros / 1e6);
    },
    countRequest: (route, status) => {
      requests.inc({ route, status: String(status) });
    },
    text: () => registry.metrics(),
  };
}
