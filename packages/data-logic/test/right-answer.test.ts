import { expect, test } from "vitest";
import { ordering } from "../src/index.ts";

test.each([1, 2, 3, 4, 5])("at level %d the swaps bring the answer to the asked rank", (level) => {
  for (let index = 0; index < 60; index++) {
    const task = ordering.generate({ seed: 3, index, level, split: "test" });
    const { answer, candidates } = task.truth as { answer: string; candidates: string[] };
    const [start = "", swaps = "", asked = ""] = (task.prompt[0]?.content ?? "").split(" ");
    // Followed backwards, unlike the generator: where did the one stand that now has the asked rank?
    const origin = swaps
      .split(",")
      .map((swap) => swap.split("x").map(Number))
      .reduceRight((rank, [higher = 0, lower = 0]) => {
        if (rank === higher) return lower;
        return rank === lower ? higher : rank;
      }, Number.parseInt(asked));
    expect(start.split(">")[origin - 1]).toBe(answer);
    expect(start.split(">").toSorted()).toEqual(candidates);
    expect(swaps).toContain(String(Number.parseInt(asked)));
  }
});

test("the worked steps change two names at a time, at the ranks that the prompt names", () => {
  for (let index = 0; index < 60; index++) {
    const task = ordering.generate({ seed: 4, index, level: 4, split: "train" });
    const [start = "", swaps = ""] = (task.prompt[0]?.content ?? "").split(" ");
    const worked = task.demonstrations?.find(({ text }) => !text.startsWith("#"))?.text ?? "";
    const orders = [start, ...(worked.split("#")[0] ?? "").split(";")].map((order) => order.split(">"));
    const changed = orders
      .slice(1)
      .map((order, step) =>
        order.flatMap((name, at) => (name === orders[step]?.[at] ? [] : [at + 1])).join("x"),
      );
    expect(changed.join(",")).toBe(swaps);
  }
});
