import { expect, test } from "vitest";
import { logicZebra } from "../../src/logic/zebra.ts";
import { testVerifier } from "../../src/testing/index.ts";

const truth = {
  header: ["Position", "Music-Genre", "Pet"],
  rows: [
    ["1", "drum-&-bass", "cat"],
    ["2", "jazz", "guinea-pig"],
  ],
};
const json = JSON.stringify(truth);
const render = (answer: string) => `<answer>${answer}</answer>`;

testVerifier(logicZebra, {
  render,
  cases: [
    {
      truth,
      correct: [
        json,
        JSON.stringify(truth, null, 4),
        json.replaceAll('"', "'"),
        "{'header': ('Position', 'Music-Genre', 'Pet'), 'rows': [[1, 'drum-&-bass', 'cat'], [2, 'jazz', 'guinea-pig'],],}",
        json.toUpperCase(),
        json.replaceAll("-", " "),
        `\`\`\`json\n${JSON.stringify(truth, null, 2)}\n\`\`\``,
        '{"header":["Pet","Position","Music-Genre"],"rows":[["cat","1","drum-&-bass"],["guinea-pig","2","jazz"]]}',
        '{"rows": [[1, "Drum-&-Bass", "Cat"], [2, "Jazz", "Guinea-Pig"]], "header": ["position", "music-genre", "pet"]}',
      ],
      incorrect: [
        {
          name: "two cells swapped",
          text: json.replace("cat", "x").replace("guinea-pig", "cat").replace("x", "guinea-pig"),
        },
        { name: "the rows swapped", text: JSON.stringify({ ...truth, rows: [...truth.rows].reverse() }) },
        {
          name: "two columns swapped but for their names",
          text: json.replace('"Music-Genre","Pet"', '"Pet","Music-Genre"'),
        },
        {
          name: "a row too many",
          text: JSON.stringify({ ...truth, rows: [...truth.rows, ["3", "folk", "dog"]] }),
        },
        { name: "a row too few", text: JSON.stringify({ ...truth, rows: truth.rows.slice(0, 1) }) },
        {
          name: "a column too many",
          text: JSON.stringify({
            header: [...truth.header, "Job"],
            rows: truth.rows.map((row) => [...row, "x"]),
          }),
        },
        {
          name: "a cell too many",
          text: JSON.stringify({ ...truth, rows: truth.rows.map((row) => [...row, "x"]) }),
        },
        { name: "a column twice", text: json.replace('"Pet"', '"Position"') },
        { name: "another header", text: json.replace('"Pet"', '"Animal"') },
        { name: "no header", text: JSON.stringify({ rows: truth.rows }) },
        { name: "a position that is no whole number", text: json.replace('"1"', "1.5") },
        { name: "a list of rows", text: JSON.stringify(truth.rows) },
        { name: "text before the table", text: `the table is ${json}` },
        { name: "a call", text: json.replace('"1"', "str(1)") },
      ],
    },
  ],
  badTruths: [
    { header: ["Position"], rows: [] },
    { header: [], rows: [[]] },
    { header: ["Position", "Pet"], rows: [["1"]] },
    { header: ["Pet", "pet"], rows: [["cat", "dog"]] },
    { header: ["Pet"], rows: [["guinea pig"], ["guinea-pig"]] },
    { header: ["Pet"], rows: [[1]] },
    "",
  ],
});

const published = async (answer: string) => {
  const verdict = await logicZebra.verify({ text: answer }, truth, { mode: "published" });
  return verdict.outcome === "unscored" ? undefined : verdict.score;
};

test("published gives the share of cells that are the gold's text, whatever the header says", async () => {
  expect(await published(render(json))).toBe(1);
  expect(await published(render(json.replace('"Pet"', '"Animal"')))).toBe(1);
  expect(await published(render(json.replace("cat", "dog")))).toBeCloseTo(5 / 6);
  expect(await published(render(json.replaceAll(/"([12])"/g, "$1")))).toBeCloseTo(4 / 6);
  expect(await published(render(json.replace("jazz", "Jazz")))).toBeCloseTo(5 / 6);
  const more = JSON.stringify({ ...truth, rows: [...truth.rows.map((row) => [...row, "x"]), ["3"]] });
  expect(await published(render(more))).toBe(1);
});

test("published gives nothing for a table over several lines, a missing cell or a missing row", async () => {
  expect(await published(render(JSON.stringify(truth, null, 2)))).toBe(0);
  expect(await published(render(JSON.stringify({ rows: truth.rows.slice(0, 1) })))).toBe(0);
  expect(await published(render(JSON.stringify({ rows: truth.rows.map((row) => row.slice(0, 2)) })))).toBe(0);
  expect(await published(`\`\`\`json\n${json}\n\`\`\``)).toBe(0);
});

test("a partial score is a partial outcome, and strict knows none", async () => {
  const text = render(json.replace("cat", "dog"));
  expect(await logicZebra.verify({ text }, truth, { mode: "published" })).toMatchObject({
    outcome: "partial",
    reason: "different.cells",
  });
  expect(await logicZebra.verify({ text }, truth, {})).toMatchObject({
    outcome: "incorrect",
    score: 0,
    reason: "different.cells",
  });
});

test("a code block holds the table where no tag does", async () => {
  const fenced = `Here it is:\n\`\`\`json\n${JSON.stringify(truth, null, 2)}\n\`\`\`\n`;
  expect((await logicZebra.verify({ text: fenced }, truth, {})).outcome).toBe("correct");
  expect((await logicZebra.verify({ text: `${fenced}${render("none")}` }, truth, {})).outcome).toBe(
    "incorrect",
  );
});

test("the largest table fits, with every cell on a line of its own", async () => {
  const header = ["Position", ...Array.from({ length: 10 }, (_, column) => `Attribute-${column}`)];
  const rows = Array.from({ length: 15 }, (_, row) =>
    header.map((name, column) => (column === 0 ? `${row + 1}` : `${name}-value-${row}`)),
  );
  const text = `<think>…</think>${render(JSON.stringify({ header, rows }, null, 8))}`;
  expect((await logicZebra.verify({ text }, { header, rows }, {})).outcome).toBe("correct");
});
