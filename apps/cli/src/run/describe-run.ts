import type { RunFolder } from "@guru/trainer";
import { formatCount } from "@guru/evals";
import { relative } from "node:path";
import { describeStart } from "./describe-start.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** The first lines of a run: what it will do, on what, and what it has to do without. */
export function describeRun(prepared: PreparedRun, run: RunFolder): string[] {
  const { config, engine, judge, model, tasks } = prepared;
  const { fallback } = engine;
  const parameters = model.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return [
    `${describeMethod(config)}, seed ${config.seed}`,
    row("engine", `${engine.engine.name} (${engine.engine.description}): ${engine.why}`),
    ...(fallback === undefined ? [] : slowEngineNotes(fallback).map((line) => row("", line))),
    row("model", `${config.model.path}, ${formatCount(parameters)} parameters`),
    row("start", describeStart(config)),
    row("tasks", tasks.description),
    ...judge.leftOut.map(({ domain, reason }) => row("", `${domain} is left out: ${reason}`)),
    row("sandbox", judge.description),
    row("measured", `${formatCount(tasks.heldOut.length)} held-out tasks, before and after`),
    ...prepared.notes.map((note) => row("", note)),
    row("run", showPath(run.folder)),
  ];
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(10)}${text}`;
}

function describeMethod({ method, steps, rollout, supervised, rewards }: PreparedRun["config"]): string {
  if (method === "sft")
    return `Supervised fine-tuning: ${steps} steps of ${supervised.batchSize} demonstrations`;
  const control = rewards === "shuffled" ? ", with shuffled rewards as a control" : "";
  return `GRPO: ${steps} steps of ${rollout.promptsPerStep} prompts × ${rollout.groupSize} responses${control}`;
}

/** What a run says when the fast engine cannot be had. */
export function slowEngineNotes(reason: string): string[] {
  return [
    ...reason.split("\n"),
    "TensorFlow.js takes its place: about 13 times slower to train (measured on two AVX2 cores), so the default run is a shorter one.",
    "For the fast engine install g++ or clang++ and run this again; guru doctor says what is missing.",
  ];
}

/** A path as a person types it here. */
export function showPath(path: string): string {
  const here = relative(process.cwd(), path);
  return here === "" || here.startsWith("..") ? path : here;
}
