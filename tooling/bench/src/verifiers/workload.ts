import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Json } from "@guru/core";
import { z } from "zod";

/** One response to judge, and whether it should earn everything. */
export interface WorkItem {
  readonly truth: Json;
  readonly text: string;
  readonly right: boolean;
  readonly prompt?: string;
}

/** Responses for one verifier. */
export interface Workload {
  readonly title: string;
  readonly verifier: string;
  readonly items: readonly WorkItem[];
}

/** Gold answers of public data as responses: each right one, and in its place the answer of the next item. */
export function loadWorkloads(data: string): readonly Workload[] {
  const rows = <T>(path: string, schema: z.ZodType<T>): readonly T[] => readData(join(data, path), schema);
  const Answered = z.object({ answer: z.string() });
  const math = rows("math/math500.json.gz", Answered);
  const gsm = rows("math/gsm8k-test.jsonl.gz", Answered).map(
    ({ answer }) => answer.split("####").at(-1)?.trim() ?? "",
  );
  const choices = rows("science/mmlu-stem-test.jsonl.gz", z.object({ answer: z.int().min(0).max(9) }));
  const tables = rows(
    "tabular/hitab-dev-samples.jsonl.gz",
    z.object({ answer: z.array(z.union([z.string(), z.number()])) }),
  );
  const grids = rows(
    "logic/arc-agi-1.jsonl.gz",
    z.object({ test: z.array(z.object({ output: z.array(z.array(z.int())) })) }),
  );
  const crux = rows(
    "simulation/cruxeval.jsonl.gz",
    z.object({ code: z.string(), input: z.string(), output: z.string() }),
  );
  const human = rows(
    "code/humaneval.jsonl.gz",
    z.object({
      prompt: z.string(),
      canonical_solution: z.string(),
      test: z.string(),
      entry_point: z.string(),
    }),
  );
  const boxed = (answer: string): string => `We compute step by step and find\n\\[\\boxed{${answer}}\\]`;
  return [
    both(
      "MATH-500",
      "math/answer",
      math.map(({ answer }) => ({ truth: { value: answer }, text: boxed(answer) })),
    ),
    both(
      "GSM8K",
      "math/answer",
      gsm.map((answer) => ({ truth: { value: answer }, text: boxed(answer) })),
    ),
    both(
      "MMLU-STEM",
      "science/choice",
      choices.map(({ answer }) => {
        const letter = "ABCDEFGHIJ"[answer] ?? "";
        return {
          truth: { answer: letter, count: 4 },
          text: `So the answer is (${letter}).\n\nAnswer: ${letter}`,
        };
      }),
    ),
    both(
      "HiTab dev",
      "tabular/answer",
      tables.map(({ answer }) => ({ truth: { value: answer.join("|") }, text: boxed(answer.join("|")) })),
    ),
    both(
      "ARC-AGI-1",
      "logic/grid",
      grids.map(({ test }) => {
        const outputs = test.map(({ output }) => output);
        const shown = JSON.stringify(outputs.length === 1 ? outputs[0] : outputs);
        return { truth: { grids: outputs }, text: `<answer>${shown}</answer>` };
      }),
    ),
    both(
      "CruxEval-O",
      "simulation/cruxeval-output",
      crux.map(({ input, output }) => ({
        truth: { output, input },
        text: `[ANSWER]assert f(${input}) == ${output}[/ANSWER]`,
      })),
    ),
    {
      title: "CruxEval-I",
      verifier: "simulation/cruxeval-input",
      items: crux.map(({ code, input, output }) => ({
        truth: { program: code, output },
        text: `[ANSWER]assert f(${input}) == ${output}[/ANSWER]`,
        right: true,
      })),
    },
    {
      title: "HumanEval",
      verifier: "code/functional",
      items: human.map(({ prompt, canonical_solution, test, entry_point }) => ({
        truth: { test, entryPoint: entry_point },
        text: `\`\`\`python\n${prompt}${canonical_solution}\n\`\`\``,
        right: true,
      })),
    },
    {
      title: "sums, standard input",
      verifier: "code/stdio",
      items: Array.from({ length: 40 }, (_, index) => ({
        truth: {
          tests: Array.from({ length: 10 }, (_unused, other) => ({
            input: `${index} ${other}\n`,
            output: `${index + other}\n`,
          })),
        },
        text: "```python\nprint(sum(map(int, input().split())))\n```",
        right: true,
      })),
    },
  ];
}

/** Each item with its own answer, and with another's; where two answers are the same, only once. */
function both(title: string, verifier: string, own: readonly Omit<WorkItem, "right">[]): Workload {
  const items = own.flatMap((item, index): WorkItem[] => {
    const other = own[(index + 1) % own.length];
    const wrong =
      other === undefined || other.text === item.text ? [] : [{ ...item, text: other.text, right: false }];
    return [{ ...item, right: true }, ...wrong];
  });
  return { title, verifier, items };
}

function readData<T>(file: string, schema: z.ZodType<T>): readonly T[] {
  const text = gunzipSync(readFileSync(file)).toString();
  if (/\.json\.gz$/.test(file)) return z.array(schema).parse(JSON.parse(text));
  return text
    .trimEnd()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}
