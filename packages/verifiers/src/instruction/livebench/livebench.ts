import { pythonStrip } from "../text/python-text.ts";
import { z } from "zod";
import type { Comparison } from "../../comparison.ts";
import { parsed, unreadable } from "../../parsed.ts";
import { parseTruth } from "../../parse-truth.ts";
import { createTextVerifier } from "../../text-verifier.ts";
import { maximumChars, wholeResponse } from "../whole-response.ts";
import { connections } from "./connections.ts";
import { cta } from "./cta.ts";
import { houseTraversal } from "./house-traversal.ts";
import { plotUnscrambling } from "./plot-unscrambling.ts";
import { spatial } from "./spatial.ts";
import { tableJoin } from "./table-join.ts";
import { tableReformat } from "./table-reformat.ts";
import { tableFormats } from "./tables.ts";
import type { LivebenchTask, Score } from "./task.ts";
import { typos } from "./typos.ts";
import { webOfLiesV2, webOfLiesV3 } from "./web-of-lies.ts";
import { zebraPuzzle } from "./zebra.ts";

const tasks = {
  cta,
  tablejoin: tableJoin,
  web_of_lies_v2: webOfLiesV2,
  web_of_lies_v3: webOfLiesV3,
  house_traversal: houseTraversal,
  zebra_puzzle: zebraPuzzle,
  spatial,
  plot_unscrambling: plotUnscrambling,
  typos,
  connections,
} as const;

const Answer = z.string().refine((text) => pythonStrip(text) !== "", "must not be blank");

/** What is asked and its gold answer; a table to reformat also names the format that is asked for. */
const LivebenchTruth = z.discriminatedUnion("task", [
  z.strictObject({ task: z.literal("tablereformat"), answer: Answer, format: z.enum(tableFormats) }),
  z.strictObject({
    task: z.enum(Object.keys(tasks) as [keyof typeof tasks, ...(keyof typeof tasks)[]]),
    answer: Answer,
  }),
]);
export type LivebenchTruth = z.infer<typeof LivebenchTruth>;

interface Gold {
  readonly task: LivebenchTask;
  readonly answer: string;
}

/** Whether a response answers a question of LiveBench's reasoning, language or data analysis. */
export const instructionLivebench = createTextVerifier<Gold, string>({
  name: "instruction/livebench",
  version: "1",
  domain: "instruction",
  modes: ["strict", "published"],
  extraction: wholeResponse,
  parseGold: (truth) =>
    parseTruth(LivebenchTruth, truth, (one) => {
      const task = one.task === "tablereformat" ? tableReformat(one.format) : tasks[one.task];
      const problem = task.checkAnswer?.(one.answer);
      return problem === undefined
        ? parsed({ task, answer: one.answer })
        : unreadable(`the answer of ${one.task} cannot be judged against: ${problem}`, "gold_parse");
    }),
  parseAnswer: (text) =>
    text.length > maximumChars
      ? unreadable(`the response is longer than ${maximumChars} characters`, "answer_limit")
      : parsed(text),
  answerKey: (text) => text,
  compare: (text, { task, answer }, work, mode) => {
    // A few scans of the text; what costs more counts itself.
    work.take(Math.ceil(text.length / 16));
    return comparison(
      mode === "published" ? task.published(text, answer, work) : task.strict(text, answer, work),
    );
  },
});

function comparison({ score, why }: Score): Comparison {
  if (score >= 1) return { equal: true, reason: "equal.livebench" };
  return { equal: false, reason: "different.livebench", message: why, score };
}
