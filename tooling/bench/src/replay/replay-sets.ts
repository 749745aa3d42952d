import { mathAnswer, parsePythonLiteral, createWorkCounter, simulationCruxevalOutput } from "@guru/verifiers";
import { publishedLiteralScore, publishedNumberScore } from "./published-scores.ts";
import type { JsonAnswer } from "./read-json-answer.ts";

/** Recorded answers of one model to one set of questions. */
export interface ReplaySet {
  readonly file: string;
  readonly title: string;
  /** The publisher's accuracy, in percent. */
  readonly publishedAccuracy: number;
  /** The publisher's comparison. */
  published(answer: JsonAnswer, gold: string): boolean;
  /** Our verifier, given what a careful reading took for the answer. */
  strict(answer: string, gold: string): Promise<boolean>;
}

const asNumber = async (answer: string, gold: string): Promise<boolean> => {
  const truth = { value: gold.replace(/^#\s*/, "") };
  return (await mathAnswer.verify({ text: `\\boxed{${answer}}` }, truth, {})).outcome === "correct";
};

/** The answers stand in JSON strings, so text that is no literal is the content of a string whose quotes were left out. */
const asLiteral = async (answer: string, gold: string): Promise<boolean> => {
  const literal = parsePythonLiteral(answer, createWorkCounter()).ok ? answer : JSON.stringify(answer);
  const text = `[ANSWER]${literal}[/ANSWER]`;
  return (await simulationCruxevalOutput.verify({ text }, { output: gold }, {})).outcome === "correct";
};

/** The recordings, and what their publisher says of them. */
export const replaySets: readonly ReplaySet[] = [
  {
    file: "zeroeval-gsm-Qwen2-7B-Instruct.jsonl.gz",
    title: "GSM8K, Qwen2-7B-Instruct",
    publishedAccuracy: 80.06,
    published: publishedNumberScore,
    strict: asNumber,
  },
  {
    file: "zeroeval-math-l5-Meta-Llama-3.1-8B-Instruct.jsonl.gz",
    title: "MATH level 5, Llama-3.1-8B-Instruct",
    publishedAccuracy: 22.19,
    published: publishedNumberScore,
    strict: asNumber,
  },
  {
    file: "zeroeval-crux-Meta-Llama-3.1-8B-Instruct.jsonl.gz",
    title: "CRUX, Llama-3.1-8B-Instruct",
    publishedAccuracy: 38.75,
    published: publishedLiteralScore,
    strict: asLiteral,
  },
];
