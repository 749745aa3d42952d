import type { Task } from "@guru/core";

/** A math task whose answer is 7, with what a test changes about it. */
export function createTask(changes: Partial<Task> = {}): Task {
  return {
    id: "task-1",
    domain: "math",
    source: "test",
    prompt: [{ role: "user", content: "3+4" }],
    verifier: { name: "math/number", version: "1" },
    truth: { value: "7" },
    split: "train",
    difficulty: {},
    origin: {},
    ...changes,
  };
}
