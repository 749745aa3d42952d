import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { simulationCodeioInput } from "../../src/simulation/codeio-input.ts";
import { simulationCodeioOutput } from "../../src/simulation/codeio-output.ts";
import { simulationCruxevalInput } from "../../src/simulation/cruxeval-input.ts";
import { simulationCruxevalOutput } from "../../src/simulation/cruxeval-output.ts";
import { valueOfKey } from "../../src/simulation/find-keyed.ts";
import { parseJson } from "../../src/simulation/json-or-python.ts";
import { parseAssertion } from "../../src/simulation/parse-assertion.ts";
import type { PythonValue } from "../../src/simulation/python-value-type.ts";
import { createWorkCounter } from "../../src/work-counter.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

const linesOf = (place: string): readonly PythonValue[] =>
  gunzipSync(readFileSync(place))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const value = parseJson(line, createWorkCounter());
      if (!value.ok) throw new Error(value.message);
      return value.value;
    });

const textAt = (value: PythonValue, key: string): string => {
  const text = valueOfKey(value, key);
  return text?.type === "str" ? text.value : "";
};

/** JSON that keeps every digit. */
function jsonText(value: PythonValue | undefined): string {
  switch (value?.type) {
    case "bool":
    case "int":
      return String(value.value);
    case "float":
      return String(value.value);
    case "str":
      return JSON.stringify(value.value);
    case "list":
      return `[${value.items.map(jsonText).join()}]`;
    case "dict":
      return `{${value.entries.map((entry) => entry.map(jsonText).join(":")).join()}}`;
    default:
      return "null";
  }
}

/** Every so manieth, so that the whole takes seconds; all of them with GURU_ALL_PROGRAMS. */
const every = (step: number) => (_item: unknown, index: number) =>
  process.env["GURU_ALL_PROGRAMS"] !== undefined || index % step === 0;

realData("data/simulation/cruxeval.jsonl.gz", (place) => {
  const rows = linesOf(place).map((row) => ({
    id: textAt(row, "id"),
    program: textAt(row, "code"),
    input: textAt(row, "input"),
    output: textAt(row, "output"),
  }));
  const assertion = ({ input, output }: (typeof rows)[number]): string => `assert f(${input}) == ${output}`;

  test("each of the 800 outputs is right in an assertion, and wrong under another function's arguments", async () => {
    const wrong: string[] = [];
    for (const [index, row] of rows.entries()) {
      const { id, program, input, output } = row;
      const other = rows[(index + 1) % rows.length] ?? row;
      const verify = (text: string) =>
        simulationCruxevalOutput.verify({ text }, { program, input, output }, {});
      const own = await verify(`[ANSWER]\n${assertion(row)}\n[/ANSWER]`);
      const plain = await verify(`[ANSWER]${output}[/ANSWER]`);
      const mixed = await verify(`[ANSWER]assert f(${other.input}, 0) == ${output}[/ANSWER]`);
      const literal = parseAssertion(`f(${input})`, createWorkCounter());
      const comparable = literal.ok && literal.value.arguments !== undefined;
      if (own.outcome !== "correct" || plain.outcome !== "correct") wrong.push(id);
      if (comparable && mixed.outcome !== "incorrect") wrong.push(`${id} with other arguments`);
    }
    expect(rows).toHaveLength(800);
    expect(wrong).toEqual([]);
  });

  test("12 of the 800 inputs are no literals", () => {
    const computed = rows.filter((row) => {
      const read = parseAssertion(assertion(row), createWorkCounter());
      return !read.ok || read.value.arguments === undefined;
    });
    const numbers = computed.map(({ id }) => Number(id.replace("sample_", "")));
    expect(numbers).toEqual([152, 239, 258, 344, 364, 378, 459, 522, 694, 720, 760, 770]);
  });

  describe.skipIf(noLevelOne)(`in the sandbox (${noLevelOne ?? "level 1"})`, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox();
    });
    afterAll(async () => {
      await sandbox.close();
    });

    test("inputs that are literals are right by running the function on them", async () => {
      const literals = rows.filter(every(4)).filter((row) => {
        const read = parseAssertion(assertion(row), createWorkCounter());
        return read.ok && read.value.arguments !== undefined;
      });
      const verdicts = await Promise.all(
        literals.map((row) =>
          simulationCruxevalInput.verify(
            { text: `\`\`\`python\n${assertion(row)}\n\`\`\`` },
            { program: row.program, output: row.output },
            { sandbox },
          ),
        ),
      );
      const wrong = literals.filter((_row, index) => verdicts[index]?.reason !== "equal.run");
      // It encodes text as Shift JIS, and the sandbox has no such codec.
      expect(wrong.map(({ id }) => id).filter((id) => id !== "sample_621")).toEqual([]);
    });
  });
});

realData("data/simulation/codeio-rawcode-1k-parsed.jsonl.gz", (place) => {
  const programs = linesOf(place).map((row) => {
    const pairs = valueOfKey(row, "ios");
    return {
      program: textAt(row, "refcode"),
      pairs: (pairs?.type === "list" ? pairs.items : []).map((pair) => ({
        input: jsonText(valueOfKey(pair, "input")),
        output: jsonText(valueOfKey(pair, "output")),
      })),
    };
  });
  const inFence = (key: string, value: string): string => `\`\`\`json\n{"${key}": ${value}}\n\`\`\``;

  test("each of the 4,514 recorded outputs is right", async () => {
    const outputs = programs.flatMap(({ pairs }) => pairs.map(({ output }) => output));
    const verdicts = await Promise.all(
      outputs.map((output) =>
        simulationCodeioOutput.verify({ text: inFence("output", output) }, { output }, {}),
      ),
    );
    expect(verdicts.filter(({ outcome }) => outcome === "correct")).toHaveLength(4_514);
  });

  describe.skipIf(noLevelOne)(`in the sandbox (${noLevelOne ?? "level 1"})`, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox();
    });
    afterAll(async () => {
      await sandbox.close();
    });

    test("programs return their recorded output on the recorded input, but for those that measure, draw or remember", async () => {
      const tried = programs.filter(every(6));
      const verdicts = await Promise.all(
        tried.map(({ program, pairs: [pair] }) =>
          simulationCodeioInput.verify(
            { text: inFence("input", pair?.input ?? "") },
            { program, output: pair?.output ?? "" },
            { sandbox },
          ),
        ),
      );
      const share = (reason: string): number =>
        verdicts.filter((verdict) => verdict.reason === reason).length / tried.length;
      expect(share("equal.run")).toBeGreaterThan(0.85);
      expect(share("equal.run") + share("gold.unrunnable")).toBeGreaterThan(0.9);
    });
  });
});
