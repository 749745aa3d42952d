import type { Json } from "@guru/core";
import { z } from "zod";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { VerlRow } from "../verl/verl-row.ts";

/** Which of the code verifiers judges a row, and against what. */
export interface CodeTruth {
  readonly verifier: "code/functional" | "code/stdio" | "code/pytest";
  readonly truth: Json;
}

const Lines = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])),
]);
const Pair = z.object({ input: Lines, output: Lines });

const Functional = z.object({ functional: z.string() });
const File = z.object({ solution_file: z.string() });
const Pytest = z.object({ pytest: z.string() });
const Lists = z.object({ inputs: z.array(Lines), outputs: z.array(Lines) });

/**
 * The truth of a row of GURU's code tasks: `ground_truth` is an object, or one as JSON in a string, with `functional` (a
 * test that follows the solution), `solution_file` or `pytest` (a file that imports it), or `inputs` and `outputs`, also
 * as a list of pairs. `extra_info.prefix` is code that stands before the solution.
 */
export function codeTruthFromVerl(row: VerlRow): Parsed<CodeTruth> {
  const groundTruth = plain(row.groundTruth);
  const prefix = row.extraInfo.prefix;
  const common = typeof prefix === "string" && prefix.trim() !== "" ? { prefix } : {};

  const functional = Functional.safeParse(groundTruth);
  if (functional.success) return read("code/functional", { test: functional.data.functional, ...common });
  const file = File.safeParse(groundTruth);
  if (file.success) return read("code/functional", { test: file.data.solution_file, ...common });
  const pytest = Pytest.safeParse(groundTruth);
  if (pytest.success) return read("code/pytest", { test: pytest.data.pytest, ...common });
  const lists = Lists.safeParse(groundTruth);
  if (lists.success) return fromLists(lists.data);
  const pairs = z.array(Pair).safeParse(groundTruth);
  if (pairs.success) return fromPairs(pairs.data);
  const found = preview(JSON.stringify(row.groundTruth));
  return unreadable(
    `the ground truth of a code task holds functional, solution_file, pytest, or inputs and outputs, but is ${found}`,
    "gold_parse",
  );
}

/** An object or list out of the string that some releases pack it in, once or twice. */
function plain(groundTruth: Json): Json {
  let value = groundTruth;
  for (let layer = 0; layer < 2 && typeof value === "string"; layer++) {
    try {
      value = JSON.parse(value) as Json;
    } catch {
      return value;
    }
  }
  return value;
}

/** Of lists of different lengths the longer one's rest is left out, as GURU's scorer does. */
function fromLists({ inputs, outputs }: z.infer<typeof Lists>): Parsed<CodeTruth> {
  const count = Math.min(inputs.length, outputs.length);
  const pairs = inputs.slice(0, count).map((input, index) => ({ input, output: outputs[index] ?? "" }));
  return fromPairs(pairs);
}

function fromPairs(pairs: readonly z.infer<typeof Pair>[]): Parsed<CodeTruth> {
  if (pairs.length === 0) return unreadable("a code task has no tests", "gold_parse");
  const tests = pairs.map(({ input, output }) => ({ input: linesOf(input), output: linesOf(output) }));
  return read("code/stdio", { tests });
}

function linesOf(value: z.infer<typeof Lines>): string {
  return Array.isArray(value) ? value.map(String).join("\n") : String(value);
}

function read(verifier: CodeTruth["verifier"], truth: Json): Parsed<CodeTruth> {
  return parsed({ verifier, truth });
}
