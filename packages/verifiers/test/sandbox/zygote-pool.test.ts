import { expect, test } from "vitest";
import type { Zygote } from "../../src/sandbox/zygote.ts";
import { createZygotePool, type ZygotePool } from "../../src/sandbox/zygote-pool.ts";

/** Stands for a process, without one. */
function idle(): Zygote {
  return {
    greeting: { machine: "none", features: [], problems: [] },
    alive: true,
    request: () => Promise.resolve(undefined),
    kill: () => undefined,
    close: () => Promise.resolve(),
  };
}

function poolOf(size: number): ZygotePool {
  return createZygotePool({
    first: idle(),
    start: () => Promise.resolve(idle()),
    size,
    closedError: () => new Error("closed"),
  });
}

/** Work that says when it began, and lasts until it is told to end. */
function stages(pool: ZygotePool) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, turn: { alone?: boolean; signal?: AbortSignal } = {}): Promise<void> =>
    pool.with(() => {
      began.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    }, turn);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string): Promise<void> => {
    await settle();
    ends.get(name)?.();
    await settle();
  };
  return { began, start, end, settle };
}

test("who wants to be alone waits for those before, and keeps those behind waiting", async () => {
  const { began, start, end, settle } = stages(poolOf(2));
  const all = [start("a"), start("b"), start("alone", { alone: true }), start("c"), start("d")];
  await settle();
  expect(began).toEqual(["a", "b"]);
  await end("a");
  expect(began).toEqual(["a", "b"]);
  await end("b");
  expect(began).toEqual(["a", "b", "alone"]);
  await end("alone");
  expect(began).toEqual(["a", "b", "alone", "c", "d"]);
  await end("c");
  await end("d");
  await Promise.all(all);
});

test("who gives up waiting to be alone lets those behind go on", async () => {
  const { began, start, end, settle } = stages(poolOf(2));
  const controller = new AbortController();
  const first = start("a");
  const lone = start("alone", { alone: true, signal: controller.signal });
  const last = start("b");
  await settle();
  expect(began).toEqual(["a"]);
  controller.abort(new Error("enough"));
  await expect(lone).rejects.toThrow("enough");
  await settle();
  expect(began).toEqual(["a", "b"]);
  await end("a");
  await end("b");
  await Promise.all([first, last]);
});

test("whoever waits when the pool is closed is refused", async () => {
  const pool = poolOf(1);
  const { start, end } = stages(pool);
  const first = start("a");
  const second = start("b");
  const refused = expect(second).rejects.toThrow("closed");
  await pool.close();
  await refused;
  await end("a");
  await first;
  await expect(start("c")).rejects.toThrow("closed");
});
