import { pythonStrip } from "../text/python-text.ts";
import { findFenced } from "../../extraction/find-fenced.ts";
import { findTagged } from "../../extraction/find-tagged.ts";
import { findBoxed } from "../../extraction/find-boxed.ts";
import { parsePythonLiteral } from "../../simulation/python-literal.ts";
import { pythonKey } from "../../simulation/python-equality.ts";
import type { WorkCounter } from "../../work-counter.ts";
import { between, publishedBox } from "./final-answer.ts";
import { type LivebenchTask, whole } from "./task.ts";

type Joins = ReadonlyMap<string, string>;
const findSolution = findTagged("solution");

/** A map from the columns of one table to those of another. */
export const tableJoin: LivebenchTask = {
  checkAnswer: (answer) => {
    const joins = readJoins(answer, { take: () => undefined, steps: 0, limit: Infinity });
    return joins === undefined || joins.size === 0 ? "it is not a dict of joins" : undefined;
  },
  strict: (text, answer, work) => {
    const [gold, given] = [readJoins(answer, work), lastJoins(text, work)];
    if (gold === undefined || given === undefined) return whole(false, "no dict of joins");
    const right = given.size === gold.size && [...gold].every(([key, value]) => given.get(key) === value);
    return whole(right, `${given.size} joins, not the ${gold.size} of the answer`);
  },
  published: (text, answer, work) => {
    const [gold, given] = [readJoins(answer, work), publishedJoins(text, work)];
    if (gold === undefined || given === undefined || given.size === 0)
      return whole(false, "no dict of joins");
    return { score: harmonicMean(given, gold), why: "not all joins are right" };
  },
};

/** F1 of the pairs, to two decimals. */
function harmonicMean(given: Joins, gold: Joins): number {
  let right = 0;
  let missed = 0;
  for (const [key, value] of given) {
    if (gold.get(key) === value) right++;
    else if (gold.has(key)) missed++;
  }
  missed += [...gold.keys()].filter((key) => !given.has(key)).length;
  const wrong = given.size - right;
  return Math.round((200 * right) / (2 * right + wrong + missed)) / 100;
}

function lastJoins(text: string, work: WorkCounter): Joins | undefined {
  for (const find of [findSolution, findFenced, findBoxed]) {
    const found = find(text, 0, text.length).at(-1)?.text;
    if (found === undefined) continue;
    const inner = find === findSolution ? (findFenced(found, 0, found.length).at(-1)?.text ?? found) : found;
    return readJoins(inner, work);
  }
  const [open, close] = [text.lastIndexOf("{"), text.lastIndexOf("}")];
  return open >= 0 && close > open ? readJoins(text.slice(open, close + 1), work) : undefined;
}

function publishedJoins(text: string, work: WorkCounter): Joins | undefined {
  let body = text;
  for (;;) {
    const solution = between(body, "<solution>", "</solution>").at(-1);
    if (solution === undefined) break;
    body = pythonStrip(solution);
  }
  const direct = readJoins(body, work);
  if (direct !== undefined) return direct;
  const flat = body.replaceAll("\n", "");
  const fenced = ["```python", "```json", "```"]
    .map((open) => between(flat, open, "```"))
    .find((found) => found.length > 0);
  const box = flat.includes("\\boxed") ? publishedBox(flat) : undefined;
  const boxed = box?.replace(/\\text\{['"|]([^{}]*)['"|]\}/gu, "'$1'").replaceAll("\\", "");
  return readJoins((fenced?.at(-1) ?? boxed ?? body).replaceAll("null", "None"), work);
}

/** A dict in Python's or JSON's notation, without the keys whose value is nothing. Keys and values are compared as Python would. */
function readJoins(text: string, work: WorkCounter): Joins | undefined {
  work.take(Math.ceil(text.length / 64));
  const trimmed = pythonStrip(text);
  if (!trimmed.startsWith("{")) return undefined;
  const literal = parsePythonLiteral(trimmed, work);
  const python = literal.ok ? literal : parsePythonLiteral(pythonWords(trimmed), work);
  if (!python.ok || python.value.type !== "dict") return undefined;
  return new Map(
    python.value.entries
      .filter(([, value]) => value.type !== "none")
      .map(([key, value]) => [pythonKey(key, "python", work), pythonKey(value, "python", work)]),
  );
}

/** JSON's words outside strings. */
function pythonWords(text: string): string {
  const names: Readonly<Record<string, string>> = { null: "None", true: "True", false: "False" };
  return text.replace(/"(?:[^"\\]|\\.)*(?:"|$)|\b(?:null|true|false)\b/gsu, (part) => names[part] ?? part);
}
