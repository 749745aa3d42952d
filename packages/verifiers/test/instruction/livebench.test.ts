import { describe, expect, test } from "vitest";
import { instructionLivebench } from "../../src/instruction/livebench/livebench.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(instructionLivebench, {
  render: (answer) => `<solution>${answer}</solution>`,
  runs: 40,
  cases: [
    {
      truth: { task: "web_of_lies_v2", answer: "yes, no, unknown" },
      correct: ["yes, no, unknown", "Yes, No, Unknown.", "yes no unknown"],
      incorrect: ["yes, no, no", "yes, no", "no, yes, unknown", "yes, no, unknown, or yes, yes, yes"],
    },
    {
      truth: { task: "typos", answer: "We know the answer." },
      correct: ["We know the answer.", "We know\nthe answer."],
      incorrect: ["We kow the answer.", "We know the answer", "We know the answer. We kow the answer."],
    },
  ],
  badTruths: [
    { task: "cta" },
    { task: "cta", answer: " " },
    { task: "poetry", answer: "x" },
    { task: "tablejoin", answer: "x -> y" },
    { task: "tablereformat", answer: "a,b\n1,2" },
    { task: "tablereformat", answer: "a,b\n1", format: "csv" },
    { task: "connections", answer: "a, b, c" },
  ],
});

const plot = "A man finds a map. He sails away. A storm breaks his ship. He stays on the island.";
const swapped = "He sails away. A man finds a map. A storm breaks his ship. He stays on the island.";
const groups = "red, blue, green, pink, cat, dog, cow, pig";
const joins = "{'name': 'title', 'id': 'key'}";

/** Texts with their outcome in `strict` and their score in `published`. */
const table: Readonly<
  Record<string, readonly [answer: string, text: string, strict: boolean, published: number][]>
> = {
  cta: [
    ["City Name", "\\boxed{\\text{City Name}}", true, 1],
    ["City Name", "city_name".replace("_", " "), true, 1],
    ["Name", "It is City Name", false, 1],
    ["City Name", "**City Name**", true, 1],
    ["City Name", "City or name", false, 0],
  ],
  tablejoin: [
    [joins, '```json\n{"name": "title", "id": "key"}\n```', true, 1],
    [joins, "<solution>{'id': 'key', 'name': 'title', 'x': None}</solution>", true, 1],
    [joins, "{'name': 'title'}", false, 0.67],
    [joins, "no idea", false, 0],
  ],
  web_of_lies_v3: [
    ["yes, no, yes", "<solution>yes, no, yes</solution>", true, 1],
    ["yes, no, yes", "\\boxed{yes, no, no}", false, 1 / 3],
    ["yes, no, yes", "**yes, no, yes**", true, 1],
  ],
  web_of_lies_v2: [
    ["yes, no, yes", "**yes, no, yes** or **no, no, no**", false, 0],
    ["yes, no, yes", "So it is yes, no, yes", false, 1],
    ["yes, no, yes", "Answer: yes, no, yes.", true, 1],
  ],
  house_traversal: [
    ["Ann Bob Cy", "**Ann, Bob, Cy**", true, 1],
    ["Ann Bob Cy", "**Ann**\n**Bob**\n**Cy**", true, 1],
    ["Ann Bob Cy", "**Ann, Dan, Bob, Cy**", false, 1],
    ["Ann Bob Cy", "<solution>Ann -> Bob -> Cy</solution>", true, 0],
    ["Ann Bob Cy", "**Cy, Bob, Ann**", false, 0],
  ],
  zebra_puzzle: [
    ["three", "***3***", true, 1],
    ["three", "<solution>3</solution>", true, 0],
    ["action movies", "The answer is ***action***", true, 1],
    ["tea", "coffee, not tea", false, 1],
  ],
  spatial: [
    ["4", "**four**", true, 1],
    ["4", "**4** **5** **6**", false, 1],
    ["triangle", "**an equilateral triangle**", true, 0],
    ["tetrahedra", "**two tetrahedra**", true, 1],
    ["triangle", "**triangle or square**", false, 1],
  ].map(([answer = "", text = "", strict, published]) => [
    String(answer),
    String(text),
    strict === true,
    Number(published),
  ]),
  plot_unscrambling: [
    [plot, `<PLOT_SUMMARY>${plot}</PLOT_SUMMARY>`, true, 1],
    [plot, swapped, false, 0.5],
  ],
  typos: [
    ["We know it.", "<solution>We know it.</solution>", true, 1],
    ["We know it.", "We kow it. We know it. We no it.", false, 1],
    ["We know it.", "Here it is:\n\nWe know it.", true, 1],
  ],
  connections: [
    [groups, "**pig, cow, dog, cat, pink, red, blue, green**", true, 1],
    [groups, "**red, blue, green, pink** **cat, dog, cow, pig**", false, 0.5],
    [groups, `**${groups}** **a, b**`, false, 1],
    [groups, `<solution>${groups}</solution>`, true, 0],
  ],
};

describe.each(Object.entries(table))("%s", (task, rows) => {
  test.each(rows)("with the answer %j the text %j", async (answer, text, strict, published) => {
    const ours = await instructionLivebench.verify({ text }, { task, answer }, {});
    expect(ours.outcome).toBe(strict ? "correct" : "incorrect");
    const theirs = await instructionLivebench.verify({ text }, { task, answer }, { mode: "published" });
    expect(theirs.outcome === "unscored" ? undefined : theirs.score).toBeCloseTo(published);
  });
});

describe("tablereformat", () => {
  const tables = {
    json: '[{"name": "Ann", "age": 3}, {"name": "Bob, Jr", "age": 4.5}]',
    jsonl: '{"name": "Ann", "age": 3}\n{"name": "Bob, Jr", "age": 4.5}',
    csv: 'name,age\nAnn,3\n"Bob, Jr",4.5',
    tsv: "name\tage\nAnn\t3\nBob, Jr\t4.5",
    markdown: "| name | age |\n|:--|--|\n| Ann | 3 |\n| Bob, Jr | 4.5 |",
    html: "<table><tr><th>name</th><th>age</th></tr><tr><td>Ann</td><td>3</td></tr><tr><td>Bob, Jr</td><td>4.5</td></tr></table>",
  };

  test.each(Object.entries(tables))(
    "in %s a table equals itself, with its columns in any order",
    async (format, text) => {
      const truth = { task: "tablereformat", answer: text, format };
      const outcomeOf = async (response: string) =>
        (await instructionLivebench.verify({ text: response }, truth, {})).outcome;
      expect(await outcomeOf(`Here is the table:\n\`\`\`${format}\n${text}\n\`\`\``)).toBe("correct");
      expect(await outcomeOf(text.replaceAll("4.5", "4.50"))).toBe("correct");
      expect(await outcomeOf(text.replaceAll("Ann", "Anne"))).toBe("incorrect");
      expect(await outcomeOf(text.replaceAll("3", "4"))).toBe("incorrect");
      expect(await outcomeOf(text.replaceAll("age", "years"))).toBe("incorrect");
    },
  );

  test("a published score is never given", async () => {
    const truth = { task: "tablereformat", answer: tables.csv, format: "csv" };
    const verdict = await instructionLivebench.verify({ text: tables.csv }, truth, { mode: "published" });
    expect(verdict).toMatchObject({ outcome: "incorrect", score: 0 });
  });
});
