import { parentPort, workerData } from "node:worker_threads";
import { defaultRegistry } from "../default-registry.ts";
import { messageOf } from "../message-of.ts";
import { loadVerifiers } from "../plugin.ts";
import { createJudge } from "../judge.ts";
import { createRegistry } from "../registry.ts";
import type { Chunk, WorkerMessage, WorkerSetup } from "./messages.ts";

/** Judges chunks until it is ended from outside. */
async function work(setup: WorkerSetup, send: (message: WorkerMessage) => void): Promise<void> {
  const plugins = await Promise.all(setup.plugins.map(loadVerifiers));
  const registry = createRegistry([...defaultRegistry.verifiers, ...plugins.flat()]);
  const judge = createJudge({ registry, mode: setup.mode, concurrency: 1 });
  const progress = new Int32Array(setup.progress);

  const judgeChunk = async ({ tasks, items }: Chunk): Promise<void> => {
    const verdicts = [];
    for (const [index, { task: taskIndex, response }] of items.entries()) {
      Atomics.store(progress, 0, index);
      Atomics.add(progress, 1, 1);
      const task = tasks[taskIndex];
      if (task === undefined) throw new Error(`the chunk has no task ${taskIndex}`);
      verdicts.push(...(await judge([{ task, response }])));
    }
    send({ kind: "verdicts", verdicts });
  };
  parentPort?.on("message", (chunk: Chunk) => void judgeChunk(chunk));
  send({ kind: "ready" });
}

const send = (message: WorkerMessage): void => parentPort?.postMessage(message);
work(workerData as WorkerSetup, send).catch((error: unknown) => {
  send({ kind: "failed", message: messageOf(error) });
});
