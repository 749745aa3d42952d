import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Verdict } from "@guru/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runGuru } from "../support/guru-process.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guru-verify-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Line {
  readonly row: number;
  readonly id?: string;
  readonly verdict: Verdict;
}

const guru = (...args: readonly string[]) => runGuru(["verify", ...args], { cwd: folder });
const write = (name: string, lines: readonly string[]): Promise<void> =>
  writeFile(join(folder, name), lines.join("\n") + "\n");
const read = async (name: string): Promise<Line[]> => {
  const text = await readFile(join(folder, name), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
};
const comparable = (lines: readonly Line[]) =>
  lines.map(({ row, id, verdict }) => ({ row, id, verdict: { ...verdict, cost: undefined } }));
const number = (id: string, response: string): string =>
  JSON.stringify({ id, verifier: "math/number", truth: { value: "27" }, response });

describe("guru verify", () => {
  test("writes one verdict a row in the rows' order and counts them by verifier", async () => {
    await write("mixed.jsonl", [
      number("a", "3^3 #27"),
      "{broken",
      number("b", "#28"),
      "",
      JSON.stringify({ id: 3, data_source: "math__deepscaler", ground_truth: "27", response: "\\boxed{27}" }),
      JSON.stringify({ id: "c", data_source: "unheard_of", ground_truth: "27", response: "27" }),
      number("d", "no answer"),
    ]);
    const { code, output, errors } = await guru("mixed.jsonl", "--out", "mixed.out.jsonl");
    expect(code).toBe(0);
    expect(errors).toMatch(/^mixed\.jsonl:2: no JSON: .+\nmixed\.jsonl:6: no verifier judges .*unheard_of/);
    const lines = await read("mixed.out.jsonl");
    expect(lines.map(({ row, id, verdict }) => [row, id, verdict.outcome])).toEqual([
      [1, "a", "correct"],
      [2, undefined, "unscored"],
      [3, "b", "incorrect"],
      [5, "3", "correct"],
      [6, "c", "unscored"],
      [7, "d", "incorrect"],
    ]);
    expect(output).toMatch(/^math\/number@1 +3 +1 +0 +2 +1 +0 +33\.33 /m);
    expect(output).toContain("row.unreadable");
  });

  test("goes on where it was ended, and loses and repeats no row", async () => {
    const rows = Array.from({ length: 600 }, (_, index) => number(`r${index}`, `#${index % 30}`));
    await write("long.jsonl", rows);
    expect((await guru("long.jsonl", "--out", "whole.jsonl")).code).toBe(0);
    const whole = await readFile(join(folder, "whole.jsonl"), "utf8");
    // What a process leaves that is killed while it writes.
    await writeFile(join(folder, "torn.jsonl"), whole.slice(0, Math.floor(whole.length / 3)));
    expect((await guru("long.jsonl", "--out", "torn.jsonl")).errors).toContain("--resume");
    expect((await guru("long.jsonl", "--out", "torn.jsonl", "--resume")).code).toBe(0);
    expect(comparable(await read("torn.jsonl"))).toEqual(comparable(await read("whole.jsonl")));
  });

  test("explains one row: where the answer stood and why it earns nothing", async () => {
    await write("explained.jsonl", [number("a", "#27"), number("b", "#5 then\u202e #28")]);
    const { code, output } = await guru("explained.jsonl", "--explain", "b");
    expect(code).toBe(0);
    for (const part of ["incorrect, score 0", "different.number", '"28"', "hidden_text", "#⟦28⟧", "\\u202e"])
      expect(output).toContain(part);
    expect(output).not.toContain("\u202e");
    expect((await guru("explained.jsonl", "--explain", "z")).errors).toContain(
      "no row with the id or number z",
    );
  });

  test("reads Parquet of verl's form, and gzip", async () => {
    const rows = Array.from({ length: 5 }, (_, index) => ({
      data_source: "math__deepscaler",
      reward_model: JSON.stringify({ ground_truth: String(index), style: "rule" }),
      response: `thus \\boxed{${index}}`,
    }));
    const column = (name: keyof (typeof rows)[0]) => ({ name, data: rows.map((row) => row[name]) });
    const buffer = parquetWriteBuffer({
      columnData: [
        { ...column("data_source"), type: "STRING" },
        { ...column("reward_model"), type: "JSON" },
        { ...column("response"), type: "STRING" },
      ],
    });
    await writeFile(join(folder, "rows.parquet"), new Uint8Array(buffer));
    expect((await guru("rows.parquet")).output).toMatch(/^math\/answer@1 +5 +5 /m);
    await writeFile(join(folder, "rows.jsonl.gz"), gzipSync(`${number("a", "#27")}\n`));
    expect((await guru("rows.jsonl.gz")).output).toMatch(/^math\/number@1 +1 +1 /m);
  });

  test.each([
    { file: "missing.jsonl", problem: "missing.jsonl" },
    { file: "rows.csv", problem: "must end in .jsonl" },
    { file: "torn.parquet", problem: "torn.parquet" },
  ])("says what is wrong with $file", async ({ file, problem }) => {
    if (file !== "missing.jsonl") await writeFile(join(folder, file), "PAR1");
    const { code, errors } = await guru(file);
    expect(code).toBe(1);
    expect(errors).toContain(problem);
  });
});
