import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { z } from "zod";
import { scienceChoice } from "../../src/science/choice.ts";

interface Question {
  readonly answer: string;
  readonly options: readonly string[];
}

const letters = ["A", "B", "C", "D"] as const;
const refusals = ["I'm sorry, but I can't help with that.", "", "\\boxed{Cannot be determined}", "ABCD"];

const notations: readonly ((letter: string) => string)[] = [
  (letter) => `\\boxed{${letter}}`,
  (letter) => `\\boxed{\\text{(${letter})}}`,
  (letter) => `\\boxed{${letter.toLowerCase()}}`,
  (letter) => `Answer: ${letter}`,
  (letter) => `**Answer:** ${letter}`,
  (letter) => `The answer is (${letter}).`,
  (letter) => `So it is clear.\n\n**${letter}**`,
  (letter) => `<think>Answer: A</think>The correct option is ${letter}.`,
];

realData("data/science/mmlu-stem-test.jsonl.gz", (place) => {
  const Row = z.object({ choices: z.array(z.string()), answer: z.int() });
  const rows = (): Question[] =>
    unpack(place)
      .trim()
      .split("\n")
      .map((line) => Row.parse(JSON.parse(line)))
      .map(({ choices, answer }) => ({ options: choices, answer: letters[answer] ?? "" }));
  declareTests(rows, 3018);
});

realData("data/science/gpqa-diamond.json.gz", (place) => {
  const Rows = z.array(
    z.object({ choices: z.record(z.enum(letters), z.string()), final_answer: z.string() }),
  );
  const rows = (): Question[] =>
    Rows.parse(JSON.parse(unpack(place))).map(({ choices, final_answer }) => ({
      options: letters.map((letter) => choices[letter]),
      answer: final_answer,
    }));
  declareTests(rows, 198);
});

function declareTests(rows: () => Question[], count: number): void {
  test("the gold letter earns 1 in every notation, every other letter and a refusal 0", async () => {
    const questions = rows();
    expect(questions).toHaveLength(count);
    let wrong = 0;
    for (const { answer } of questions) {
      for (const letter of letters) {
        for (const write of notations) {
          const score = await scoreOf(write(letter), { answer, count: 4 });
          if (score !== (letter === answer ? 1 : 0)) wrong++;
        }
      }
      for (const text of refusals) if ((await scoreOf(text, { answer, count: 4 })) !== 0) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test("a letter with the text of its option earns what the letter does", async () => {
    let wrong = 0;
    for (const { answer, options } of rows()) {
      for (const [index, letter] of letters.entries()) {
        const text = `\\boxed{${letter}. ${options[index] ?? ""}}`;
        const score = await scoreOf(text, { answer, options: [...options] });
        if (score !== (letter === answer ? 1 : 0)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });

  test("the text of the gold option alone earns 1, and that of another 0, but in a few clashes with letters", async () => {
    let differs = 0;
    const questions = rows().filter(({ options }) => new Set(options).size === options.length);
    for (const { answer, options } of questions) {
      for (const [index, option] of options.entries()) {
        const score = await scoreOf(`\\boxed{${option}}`, { answer, options: [...options] });
        if (score !== (letters[index] === answer ? 1 : 0)) differs++;
      }
    }
    expect(differs / questions.length).toBeLessThan(0.002);
  });
}

async function scoreOf(text: string, truth: { answer: string; count?: number; options?: string[] }) {
  const verdict = await scienceChoice.verify({ text }, truth, {});
  return verdict.outcome === "unscored" ? undefined : verdict.score;
}

function unpack(place: string): string {
  return gunzipSync(readFileSync(place)).toString("utf8");
}
