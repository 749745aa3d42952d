import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Json } from "@guru/core";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { equalOutputs, equalOutputsPublished, usualTolerance } from "../../src/code/compare-output.ts";
import { codeTruthFromVerl } from "../../src/code/from-verl.ts";
import { codeStdio } from "../../src/code/stdio.ts";

interface StdioTruth {
  readonly tests: readonly { readonly input: string; readonly output: string }[];
}

for (const [name, count] of [
  ["code/codeforces-test.json.gz", 408],
  ["code/code-contests-test.json.gz", 165],
] as const) {
  realData(`data/${name}`, (place) => {
    const truths = (JSON.parse(gunzipSync(readFileSync(place)).toString()) as { tests: Json }[]).map(
      ({ tests }) =>
        codeTruthFromVerl({ dataSource: "codegen", groundTruth: JSON.stringify(tests), extraInfo: {} }),
    );

    test("every row is a truth of code/stdio", () => {
      expect(truths).toHaveLength(count);
      for (const truth of truths) {
        expect(truth).toMatchObject({ ok: true, value: { verifier: "code/stdio" } });
        if (truth.ok) expect(codeStdio.checkGold(truth.value.truth)).toEqual({ ok: true });
      }
    });

    test("every expected output equals itself, and nothing that lacks its end or has a digit more", () => {
      const rules = { tolerance: usualTolerance, unorderedLines: false };
      const outputs = truths.flatMap((truth) =>
        truth.ok ? (truth.value.truth as unknown as StdioTruth).tests : [],
      );
      for (const { output } of outputs) {
        const text = output.trim();
        expect(equalOutputs(`${text}\r\n`, output, rules)).toBe(true);
        expect(equalOutputsPublished(`${text}\r\n`, output)).toBe(true);
        expect(equalOutputs(`${text}\nmore`, output, rules)).toBe(false);
        if (/\d$/.test(text) && !/\.\d*$/.test(text))
          expect(equalOutputs(`${text}1`, output, rules)).toBe(false);
        if (text !== "")
          expect(
            equalOutputs(text.slice(0, text.lastIndexOf(text.split(/\s+/).at(-1) ?? "")), output, rules),
          ).toBe(false);
      }
    });
  });
}
