import { realData } from "@guru/vitest-config/real-data";
import { describe, expect, test } from "vitest";
import { judgements } from "../src/replay/judgements.ts";
import { publishedLiteralScore, publishedNumberScore } from "../src/replay/published-scores.ts";
import { readCarefulAnswer, readPublishedAnswer } from "../src/replay/read-json-answer.ts";
import { replay } from "../src/replay/replay.ts";
import { replaySets } from "../src/replay/replay-sets.ts";

realData("data/replay", (folder) => {
  test.each(replaySets)("replaying $title gives the published accuracy within 0.5 points", async (set) => {
    const result = await replay(set, folder);
    expect(Math.abs(result.publishedAccuracy - set.publishedAccuracy)).toBeLessThanOrEqual(0.5);
    expect(result.disagreements.filter(({ id }) => judgements[id] === undefined)).toEqual([]);
  });
});

describe("the answer of a recorded output", () => {
  test.each([
    { output: '{"reasoning": "a", "answer": "18"}', careful: "18", published: "18" },
    { output: '{"reasoning": "a\nb", "answer": "18"}', careful: "18", published: "18" },
    { output: '{"reasoning": "{", "answer": 18}', careful: "18", published: "18}" },
    { output: '{"answer": "\\\\frac{1}{2}"}', careful: "\\frac{1}{2}", published: "\\frac{1}{2}" },
    { output: '{"answer": "\\frac{1}{2}"}', careful: "\\frac{1}{2}", published: "\frac{1}{2}" },
    { output: '{"answer": "\\sqrt{2}"}', careful: "\\sqrt{2}", published: "\\sqrt{2}" },
    { output: '{"answer": "1"} {"answer": "2"}', careful: "2", published: "1" },
    { output: '{"answer": [1, 2]}', careful: "[1, 2]", published: [1, 2] },
    { output: "I cannot", careful: undefined, published: undefined },
  ])("$output is read by either rule", ({ output, careful, published }) => {
    expect(readCarefulAnswer(output)).toEqual(careful);
    expect(readPublishedAnswer(output)).toEqual(published);
  });
});

test.each([
  ["$1,000 dollars", "# 1000", true],
  ["1/2", "0.5", true],
  ["2:00 pm", "2", true],
  ["none", "2", false],
  ["3", "2", false],
])("the publisher compares the first numbers of %j and %j: %j", (answer, gold, equal) => {
  expect(publishedNumberScore(answer, gold)).toBe(equal);
});

test.each([
  ["abc", "'abc'", true],
  [[1, "a", true, null], "[1, 'a', True, None]", true],
  ["", "''", false],
  ["[1,2]", "[1, 2]", false],
])("the publisher compares the texts of %j and %j: %j", (answer, gold, equal) => {
  expect(publishedLiteralScore(answer, gold)).toBe(equal);
});
