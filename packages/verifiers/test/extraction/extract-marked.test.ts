import fc from "fast-check";
import { expect, test } from "vitest";
import { extractMarked, windowChars } from "../../src/index.ts";

const integerKey = (text: string) => (/^\d+$/.test(text) ? text : undefined);

test.each([
  ["3+4=7#7", "7"],
  ["#7", "7"],
  ["# 7 \n", "7"],
  ["#### 42", "42"],
  ["#1 then #2", "2"],
  ["<think>#1</think>so #2", "2"],
  ["<think>a</think>#1<think>b</think>#2", "2"],
  ["#line one\nline two", "line one\nline two"],
])("%j holds the answer %j", (text, answer) => {
  const extraction = extractMarked({ text });
  expect(extraction).toMatchObject({ text: answer, rule: "after-last-marker" });
});

test.each(["", "7", "#", "#7#", "7 #\n", "<think>#7", "#7<think>wait", "#7</think>done"])(
  "%j holds no answer",
  (text) => {
    expect(extractMarked({ text })).toMatchObject({ error: "no_answer" });
  },
);

test("a response inside a thought that its prompt opened holds no answer until the thought is closed", () => {
  const prompt = "What is 3+4?<think>\n";
  expect(extractMarked({ text: "7 #7", prompt })).toMatchObject({ error: "no_answer" });
  expect(extractMarked({ text: "7</think>#7", prompt })).toMatchObject({ text: "7" });
});

test("a response that was cut off without an answer is truncated", () => {
  expect(extractMarked({ text: "3+4=", finishReason: "length" })).toMatchObject({ error: "truncated" });
});

test("an answer that does not fit the looked-at end is over the limit", () => {
  expect(extractMarked({ text: `#${"a".repeat(windowChars)}` })).toMatchObject({ error: "answer_limit" });
  expect(extractMarked({ text: `#${"a".repeat(windowChars - 1)}` })).toHaveProperty("text");
});

test("the span is in UTF-16 units of the whole text", () => {
  const text = "<think>😀</think>😀 # 😀7 ";
  expect(extractMarked({ text })).toMatchObject({
    text: "😀7",
    span: { start: text.length - 4, end: text.length - 1 },
  });
});

test.each([
  ["3+4=7#7", 0],
  ["#7 #7", 0],
  ["#6 #7", 1],
  ["#5\n#6 #7", 2],
  ["#5 #5 #7", 1],
  ["# Step 1\n#7", 0],
  ["#6 is wrong, so #7", 0],
  ["<think>#6</think>#7", 0],
  ["#5 #6 #no idea", 2],
])("%j has %i rivals among integers", (text, rivals) => {
  expect(extractMarked({ text }, { answerKey: integerKey })).toMatchObject({ rivals });
});

test("whatever stands around it, a marked answer without a marker inside is found", () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,20}$/);
  fc.assert(
    fc.property(fc.string(), word, (before, answer) => {
      expect(extractMarked({ text: `${before}#${answer}` })).toMatchObject({ text: answer });
    }),
  );
});
