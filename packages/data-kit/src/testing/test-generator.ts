import { Task, taskId } from "@guru/core";
import { describe, expect, test } from "vitest";
import { drawTasks } from "../draw-tasks.ts";
import type { Generator } from "../generator.ts";
import { falseEquations } from "./false-equations.ts";
import { normalisePrompt, type Split } from "../split.ts";

/** What the contract suite needs to know of a generator. */
export interface GeneratorSuite {
  /** The score that the tasks' own verifier gives each response, in order. */
  readonly verify: (
    items: readonly { readonly task: Task; readonly text: string }[],
  ) => Promise<readonly number[]>;
  /** Answers of the right form that must earn nothing; at least one a task. */
  readonly wrongAnswers: (task: Task) => readonly string[];
  /** The most characters of a prompt and of a response, at any level. */
  readonly longest: { readonly prompt: number; readonly response: number };
  /** Why answers cannot be judged on this machine, where they cannot. */
  readonly skipVerify?: string | undefined;
  /** Tasks looked at for each level and split; 40 by default. */
  readonly samples?: number;
}

const splits = ["train", "test"] as const satisfies readonly Split[];

/** Declares the tests that every generator must pass; call it at the top of a Vitest file. */
export function testGenerator(generator: Generator, suite: GeneratorSuite): void {
  const samples = suite.samples ?? 40;
  const draw = (level: number, split: Split, seed = 1): Task[] =>
    Array.from({ length: samples }, (_, index) => generator.generate({ seed, index, level, split }));
  const drawAll = (): Task[] =>
    generator.levels.flatMap((level) => splits.flatMap((split) => draw(level, split)));

  describe(`${generator.name} keeps the contract of generators`, () => {
    test("its levels count up from 1, five or more", () => {
      expect(generator.levels).toEqual(generator.levels.map((_, index) => index + 1));
      expect(generator.levels.length).toBeGreaterThanOrEqual(5);
    });

    test("a level it does not have is an error", () => {
      const level = generator.levels.length + 1;
      const generate = (): Task => generator.generate({ seed: 1, index: 0, level, split: "train" });
      expect(generate).toThrow(expect.objectContaining({ code: "generator_level" }));
    });

    test("the same draw gives the same task, in any order", () => {
      const backwards = generator.levels
        .toReversed()
        .flatMap((level) =>
          splits
            .toReversed()
            .flatMap((split) =>
              Array.from({ length: samples }, (_, index) =>
                generator.generate({ seed: 1, index: samples - 1 - index, level, split }),
              ),
            ),
        );
      expect(backwards.toReversed()).toEqual(drawAll());
    });

    test("another seed gives other tasks", () => {
      for (const level of generator.levels) expect(draw(level, "train", 2)).not.toEqual(draw(level, "train"));
    });

    test("every task fits the schema and says where it comes from", () => {
      for (const task of drawAll()) {
        expect(Task.parse(task)).toEqual(task);
        expect(task.id).toBe(taskId(task));
        expect(task).toMatchObject({ domain: generator.domain, source: generator.name });
        expect(task.origin).toMatchObject({
          generator: generator.name,
          seed: 1,
          builderVersion: generator.version,
        });
      }
    });

    test("training and held-out tasks share neither id nor content", () => {
      const train = generator.levels.flatMap((level) => [
        ...draw(level, "train"),
        ...draw(level, "train", 2),
      ]);
      const held = generator.levels.flatMap((level) => [...draw(level, "test"), ...draw(level, "test", 2)]);
      const ids = new Set(train.map(({ id }) => id));
      const contents = new Set(train.map(contentOf));
      expect(held.filter((task) => ids.has(task.id) || contents.has(contentOf(task)))).toEqual([]);
      expect(new Set([...train, ...held].map(({ split }) => split))).toEqual(new Set(splits));
    });

    test("300 different held-out tasks over all levels exist", () => {
      const tasks = drawTasks({
        generators: [generator],
        seed: 1,
        split: "test",
        levels: generator.levels,
        count: 60 * generator.levels.length,
      });
      expect(new Set(tasks.map(contentOf)).size).toBe(60 * generator.levels.length);
    });

    test("levels ask different questions", () => {
      const contents = generator.levels.map((level) => new Set(draw(level, "train").map(contentOf)));
      for (const [index, own] of contents.entries()) {
        const others = new Set(contents.flatMap((other, place) => (place === index ? [] : [...other])));
        expect([...own].filter((content) => others.has(content)).length).toBeLessThan(samples / 10);
      }
    });

    test("prompts and demonstrations are short lines of printable ASCII", () => {
      for (const task of drawAll()) {
        const prompt = promptOf(task);
        expect(prompt).toMatch(/^[ -~]+$/);
        expect(prompt.length, prompt).toBeLessThanOrEqual(suite.longest.prompt);
        for (const { text } of task.demonstrations ?? []) {
          expect(text).toMatch(/^[ -~]+$/);
          expect(text.length, text).toBeLessThanOrEqual(suite.longest.response);
        }
      }
    });

    test("a worked demonstration shows its steps before the bare answer", () => {
      for (const { demonstrations = [] } of drawAll()) {
        expect(demonstrations.map(({ style }) => style)).toEqual(["worked", "bare"]);
        const [worked = "", bare = ""] = demonstrations.map(({ text }) => text);
        expect(bare).toMatch(/^#[^#]+$/);
        expect(worked.endsWith(bare)).toBe(true);
        expect(worked.length).toBeGreaterThan(bare.length);
      }
    });

    test("every equation among the steps is true", () => {
      const worked = drawAll().flatMap(({ demonstrations = [] }) => demonstrations.map(({ text }) => text));
      expect(worked.flatMap(falseEquations)).toEqual([]);
    });

    const judged = suite.skipVerify === undefined ? "" : ` (skipped: ${suite.skipVerify})`;

    test.skipIf(suite.skipVerify !== undefined)(`its own answers earn 1${judged}`, async () => {
      const items = drawAll().flatMap((task) =>
        (task.demonstrations ?? []).map(({ text }) => ({ task, text })),
      );
      const scores = await suite.verify(items);
      expect(items.filter((_, index) => scores[index] !== 1)).toEqual([]);
      expect(scores).toHaveLength(items.length);
    });

    test.skipIf(suite.skipVerify !== undefined)(`wrong and missing answers earn 0${judged}`, async () => {
      const items = drawAll().flatMap((task) => {
        const wrong = suite.wrongAnswers(task).map((answer) => ({ task, text: `#${answer}` }));
        expect(wrong.length).toBeGreaterThan(0);
        return [...wrong, { task, text: "" }];
      });
      const scores = await suite.verify(items);
      expect(items.filter((_, index) => scores[index] !== 0)).toEqual([]);
      expect(scores).toHaveLength(items.length);
    });
  });
}

function promptOf(task: Task): string {
  return task.prompt.map((message) => message.content).join("\n");
}

function contentOf(task: Task): string {
  return normalisePrompt(promptOf(task));
}
