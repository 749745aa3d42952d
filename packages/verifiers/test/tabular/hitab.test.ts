import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { tabularAnswer } from "../../src/tabular/answer.ts";
import { tabularTruthFromVerl } from "../../src/tabular/from-verl.ts";

interface Sample {
  readonly id: string;
  readonly answer: readonly (string | number)[];
}

const wrappings = [
  (answer: string) => `The table says so.\n\\boxed{${answer}}`,
  (answer: string) =>
    `The table says so. \\[ \\boxed{${answer.includes("\\") ? answer : `\\text{${answer}}`}} \\]`,
  (answer: string) => `Therefore the answer is ${answer}.`,
  (answer: string) => `**Answer:** ${answer}`,
];

/** As the official preparation prints it: Python's `str`. */
const printed = (value: string | number) =>
  typeof value === "number" && Number.isInteger(value) ? `${value}.0` : value.toString();

const isNumber = (text: string) => /^-?\d+(?:\.\d+)?$/.test(text);
const isYear = (text: string) => /^[12]\d{3}(?:\.0)?$/.test(text);

/** The same number times a power of ten, written out. */
function shifted(text: string, places: number): string {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole + fraction.padEnd(places, "0");
  const point = whole.length + places;
  const written = `${digits.slice(0, point).replace(/^0+(?=\d)/, "")}.${digits.slice(point)}`.replace(
    /\.0*$/,
    "",
  );
  return text.startsWith("-") ? `-${written}` : written;
}

function rewritings(text: string): string[] {
  if (!isNumber(text)) return [text.toUpperCase(), text.replaceAll(" ", "  "), `"${text}"`, `${text}.`];
  const grouped = text.replace(/\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ","));
  const same = [
    grouped,
    text.includes(".") ? `${text}00` : text,
    text.replace(/\.0$/, ""),
    text.replace("-", "−"),
    `\\$${grouped}`.replace("\\$-", "-\\$"),
  ];
  const inPercent = Math.abs(Number(text)) <= 1000 ? [`${text}\\%`, `${text} percent`] : [];
  return [...same, ...(isYear(text) ? [] : [`${shifted(text, 2)}\\%`, ...inPercent])];
}

function perturbations(text: string): string[] {
  if (!isNumber(text))
    return [
      `${text} x`,
      text.replace(/[a-z0-9](?=[^a-z0-9]*$)/, (last) => (last === "1" ? "2" : /\d/.test(last) ? "1" : "q")),
      `not ${text}`,
      "none of them",
    ];
  const number = Number(text);
  if (number === 0) return ["1", "0.1", "-1"];
  const negated = text.startsWith("-") ? text.slice(1) : `-${text}`;
  const decimals = (text.split(".")[1] ?? "").length;
  const neighbour = decimals > 4 ? number * 1.005 : number + (text.endsWith(".0") ? 1 : 10 ** -decimals);
  return [negated, shifted(text, 1), neighbour.toFixed(decimals), `${text} or ${text}1`];
}

realData("data/tabular/hitab-dev-samples.jsonl.gz", (place) => {
  const samples = gunzipSync(readFileSync(place))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Sample);
  const judged = async (text: string, answer: Sample["answer"]) => {
    const groundTruth = answer.map(printed).join("|");
    const truth = tabularTruthFromVerl({ dataSource: "table__hitab", groundTruth, extraInfo: {} });
    return truth.ok ? (await tabularAnswer.verify({ text }, truth.value, {})).outcome : "unscored";
  };

  test("every gold answer equals itself in every rewriting", async () => {
    const failed: string[] = [];
    for (const { id, answer } of samples) {
      const texts = answer.map(printed);
      const ways = [
        texts,
        [...texts].reverse(),
        ...texts.flatMap((text, at) => rewritings(text).map((way) => texts.with(at, way))),
      ];
      for (const [index, way] of ways.entries()) {
        const wrap = wrappings[index % wrappings.length] ?? String;
        const text = wrap(way.join(" | "));
        if ((await judged(text, answer)) !== "correct") failed.push(`${id}: ${text}`);
      }
    }
    expect(samples.length).toBe(1671);
    expect(failed).toEqual([]);
  });

  test("no perturbed answer is right", async () => {
    const passed: string[] = [];
    for (const { id, answer } of samples) {
      const texts = answer.map(printed);
      const ways = [
        [...texts, "1"],
        ...texts.flatMap((text, at) => perturbations(text).map((way) => texts.with(at, way))),
      ];
      for (const way of ways)
        if ((await judged(`\\boxed{${way.join("|")}}`, answer)) !== "incorrect")
          passed.push(`${id}: ${way.join("|")} for ${texts.join("|")}`);
    }
    expect(passed).toEqual([]);
  });
});
