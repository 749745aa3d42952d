import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { z } from "zod";
import { scienceAnswer } from "../../src/science/answer.ts";

const Row = z.object({ choices: z.array(z.string()) });

realData("data/science/mmlu-stem-test.jsonl.gz", (place) => {
  test("every option that says something equals itself, and hardly ever another option of its question", async () => {
    const lines = gunzipSync(readFileSync(place)).toString("utf8").trim().split("\n");
    const counts = { own: 0, ownRight: 0, others: 0, othersRight: 0 };
    for (let index = 0; index < lines.length; index += 4) {
      const { choices } = Row.parse(JSON.parse(lines[index] ?? ""));
      const options = [...new Set(choices)].filter((option) => /[\p{L}\p{N}]/u.test(option));
      for (const gold of options) {
        for (const answer of options) {
          const verdict = await scienceAnswer.verify({ text: `\\boxed{${answer}}` }, { value: gold }, {});
          const right = verdict.outcome === "correct" ? 1 : 0;
          counts[gold === answer ? "own" : "others"]++;
          counts[gold === answer ? "ownRight" : "othersRight"] += right;
        }
      }
    }
    expect(counts.own).toBeGreaterThan(3000);
    // An option with an unclosed brace cannot stand in a box.
    expect(counts.own - counts.ownRight).toBeLessThanOrEqual(1);
    // Options may say the same in another unit, or agree within their figures.
    expect(counts.othersRight / counts.others).toBeLessThan(0.001);
  });
});
