import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkInstructions } from "../../src/instruction/check-instructions.ts";
import { unsupportedInstructions } from "../../src/instruction/checker-table.ts";
import { ifbenchFromVerl } from "../../src/instruction/from-verl.ts";
import { instructionIfbench } from "../../src/instruction/ifbench.ts";
import { ifbenchExamples } from "./ifbench-examples.ts";

const Row = z.object({
  prompt: z.string(),
  instruction_id_list: z.array(z.string()),
  kwargs: z.array(z.record(z.string(), z.json())),
});

realData("data/instruction/ifbench-test.jsonl.gz", (place) => {
  const lines = (): string[] => gunzipSync(readFileSync(place)).toString("utf8").trim().split("\n");
  const rows = () => lines().map((line) => Row.parse(JSON.parse(line)));
  const instructions = () =>
    rows().flatMap((row) =>
      row.instruction_id_list.map((id, index) => ({ id, arguments: row.kwargs[index] ?? {} })),
    );

  test("every row is understood, but for instructions that are listed as unsupported", () => {
    const refused = rows().flatMap((row) => {
      const extraInfo = { instruction_id_list: row.instruction_id_list, prompt: row.prompt };
      const truth = ifbenchFromVerl({ dataSource: "ood__ifbench", groundTruth: row.kwargs, extraInfo });
      const check = truth.ok ? instructionIfbench.checkGold(truth.value) : { ok: false };
      return check.ok || row.instruction_id_list.some((id) => unsupportedInstructions.has(id)) ? [] : [row];
    });
    expect(refused).toEqual([]);
    expect(new Set(instructions().map(({ id }) => id)).size).toBe(58);
  });

  test("for every instruction with its arguments a text can be made that follows it, and others that do not", () => {
    const wrong = instructions()
      .filter(({ id }) => !unsupportedInstructions.has(id))
      .flatMap(({ id, arguments: args }) => {
        const texts = ifbenchExamples[id]?.make(args);
        const followed = (text: string): boolean => {
          const results = checkInstructions({ text }, { instructions: [{ id, arguments: args }] });
          return results.ok && results.value.every((result) => result.followed);
        };
        const notFollowed = texts?.follows.filter((text) => !followed(text)) ?? ["no example"];
        const stillFollowed = texts?.breaks.filter(followed) ?? [];
        return [...notFollowed, ...stillFollowed].map((text) => ({ id, args, text: text.slice(0, 200) }));
      });
    expect(wrong).toEqual([]);
  });
});
