import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { mathAnswer } from "../../src/math/answer.ts";
import { rewritings } from "./rewritings.ts";

const isRight = async (text: string, truth: { value: string; decimals?: number }): Promise<boolean> =>
  (await mathAnswer.verify({ text }, truth, {})).outcome === "correct";

interface MathVerifyCase {
  readonly id: string;
  readonly kind: string;
  readonly gold: string;
  readonly pred: string;
  readonly expected: 0 | 1;
  readonly opts?: { readonly float_rounding?: number };
  readonly suspect_label?: string;
  readonly disabled_upstream?: boolean;
}

realData("data/math/math-verify-cases.json", (place) => {
  const cases = JSON.parse(readFileSync(place, "utf8")) as readonly MathVerifyCase[];
  const counted = cases.filter(
    (one) => one.kind === "verify" && one.disabled_upstream !== true && one.suspect_label === undefined,
  );

  test("at least 99 % of Math-Verify's cases are judged as its labels say", async () => {
    const others: string[] = [];
    for (const { id, gold, pred, expected, opts } of counted) {
      const decimals = opts?.float_rounding;
      const right = await isRight(pred, { value: gold, ...(decimals === undefined ? {} : { decimals }) });
      if (right !== (expected === 1)) others.push(id);
    }
    expect(counted).toHaveLength(273);
    expect(others.length / counted.length).toBeLessThanOrEqual(0.01);
  });
});

const sets = [
  ["math/math500.json.gz", 500],
  ["math/math-train.json.gz", 7472],
  ["math/aime-train.json.gz", 975],
  ["math/aime24.json.gz", 30],
  ["math/gsm8k-train.jsonl.gz", 7473],
  ["math/gsm8k-test.jsonl.gz", 1319],
] as const;

for (const [path, count] of sets) {
  realData(`data/${path}`, (place) => {
    test("every gold answer parses and equals itself in each rewriting", async () => {
      const answers = goldsIn(place);
      expect(answers).toHaveLength(count);
      const failed: string[] = [];
      for (const value of new Set(answers.filter((answer) => answer !== ""))) {
        for (const { name, text } of rewritings(value)) {
          if (!(await isRight(text, { value }))) failed.push(`${name}: ${text}`);
        }
      }
      expect(failed).toEqual([]);
    });
  });
}

/** The gold answers of a file; two items of the training set have none. */
function goldsIn(place: string): string[] {
  const text = gunzipSync(readFileSync(place)).toString("utf8");
  if (place.endsWith(".jsonl.gz")) {
    return text
      .trim()
      .split("\n")
      .map((line) => ((JSON.parse(line) as { answer: string }).answer.split("####")[1] ?? "").trim());
  }
  const items = JSON.parse(text) as readonly { answer: string | null }[];
  return items.map(({ answer }) => answer).filter((answer) => answer !== null);
}
