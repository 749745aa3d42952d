import type { JudgeItem, Task } from "@guru/core";
import { createJudge, defaultRegistry, type Sandbox } from "@guru/verifiers";
import type { WorkItem, Workload } from "./workload.ts";

/** What judging a workload took. Times are wall time of one verdict in microseconds. */
export interface Measured {
  readonly title: string;
  readonly verifier: string;
  readonly responses: number;
  /** Verdicts that are not what the workload says, such as where another item's answer is right by chance. */
  readonly unexpected: number;
  readonly perSecond: number;
  readonly medianMicros: number;
  readonly p95Micros: number;
  readonly maximumMicros: number;
}

/** Judges the workload once to warm up, then again with the clock on. What needs no sandbox runs one after another. */
export async function measureWorkload(workload: Workload, sandbox: Sandbox | undefined): Promise<Measured> {
  const verifier = defaultRegistry.newest(workload.verifier);
  if (verifier === undefined) throw new Error(`there is no verifier ${workload.verifier}`);
  const needsSandbox = verifier.uses?.("strict").includes("sandbox") === true;
  const judge = createJudge({
    registry: defaultRegistry,
    concurrency: needsSandbox ? 4 : 1,
    ...(sandbox === undefined ? {} : { sandbox }),
  });
  const { name, version, domain = "math" } = verifier;
  // New tasks each time: what verifiers remember of a task must not make the measurement faster than real work.
  const newItems = () => workload.items.map(newItem);
  const newItem = ({ truth, text, prompt = "" }: WorkItem, index: number): JudgeItem => {
    const task: Task = {
      id: `${workload.title} ${index}`,
      domain,
      source: workload.title,
      prompt: [{ role: "user", content: prompt }],
      verifier: { name, version },
      truth: structuredClone(truth),
      split: "test",
      difficulty: {},
      origin: {},
    };
    return { task, response: { text } };
  };
  await judge(newItems().slice(0, 500));
  const items = newItems();
  const start = performance.now();
  const verdicts = await judge(items);
  const seconds = (performance.now() - start) / 1000;
  const micros = verdicts.map(({ cost }) => cost.wallMicros).toSorted((one, other) => one - other);
  const at = (share: number): number =>
    micros[Math.min(micros.length - 1, Math.floor(share * micros.length))] ?? 0;
  return {
    title: workload.title,
    verifier: name,
    responses: items.length,
    unexpected: verdicts.filter(
      ({ outcome }, index) => (outcome === "correct") !== workload.items[index]?.right,
    ).length,
    perSecond: items.length / seconds,
    medianMicros: at(0.5),
    p95Micros: at(0.95),
    maximumMicros: at(1),
  };
}

/** The least a verifier of text can cost: finding the last box and comparing strings. */
export function measureFloor({ items }: Workload): number {
  const rounds = 20;
  let equal = 0;
  const start = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (const { truth, text } of items) {
      const box = text.lastIndexOf("\\boxed{");
      const answer = text.slice(box + 7, text.lastIndexOf("}"));
      if (answer === (truth as { value: string }).value) equal++;
    }
  }
  const micros = ((performance.now() - start) * 1000) / (rounds * items.length);
  if (equal === 0) throw new Error("the floor found no equal strings");
  return micros;
}
