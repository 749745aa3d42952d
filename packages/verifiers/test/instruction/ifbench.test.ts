import { expect, test } from "vitest";
import { instructionIfbench } from "../../src/instruction/ifbench.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(instructionIfbench, {
  render: (answer) => answer,
  runs: 40,
  cases: [
    {
      truth: {
        instructions: [
          { id: "count:numbers", arguments: { N: 2 } },
          { id: "last_word:last_word_answer", arguments: { last_word: "rain" } },
        ],
      },
      correct: ["I saw 3 frogs and 14 drops of rain.", "1,000.5 and 7: rain"],
      incorrect: ["I saw 3 frogs and 14 drops", "1 2 3 snow", "3 frogs in the rain, 4 in the sun"],
      expected: (text) => {
        if (text.lastIndexOf("<think>") > text.lastIndexOf("</think>") || text.length > 262_144)
          return "incorrect";
        const numbers = text.match(/\d+/g) ?? [];
        return numbers.length === 2 && /\brain[^\p{L}\p{N}]*$/iu.test(text) ? "correct" : "incorrect";
      },
    },
  ],
  badTruths: [
    { instructions: [{ id: "words:start_verb", arguments: {} }] },
    { instructions: [{ id: "count:numbers", arguments: { N: -1 } }] },
    { instructions: [{ id: "count:word_count_range", arguments: { min_words: 5, max_words: 3 } }] },
    { instructions: [{ id: "ratio:overlap", arguments: { percentage: 50 } }] },
  ],
});

test("an instruction that needs a downloaded model is refused with the reason", () => {
  const check = instructionIfbench.checkGold({ instructions: [{ id: "words:start_verb", arguments: {} }] });
  expect(check.ok ? "" : check.error).toContain("part-of-speech model");
});
