import {
  createRandom,
  type Domain,
  GuruError,
  type Json,
  type Random,
  type Task,
  taskId,
  type VerifierReference,
} from "@guru/core";
import type { Draw, Generator } from "./generator.ts";
import { checkLevelTable, type LevelTable, pickKind, type QuestionKind } from "./level-table.ts";
import { splitOf } from "./split.ts";

/** A question with its answer, before it becomes a task. */
export interface Question {
  readonly prompt: string;
  /** The work that leads to the answer, such as `2*9=18`. */
  readonly steps: string;
  /** The answer as a response states it after `#`. */
  readonly answer: string;
  /** What the verifier judges against. */
  readonly truth: Json;
}

/** What makes a generator. */
export interface GeneratorDefinition<Kind extends QuestionKind> {
  readonly name: string;
  readonly domain: Domain;
  readonly version: string;
  readonly verifier: VerifierReference;
  readonly levels: LevelTable<Kind>;
  /** Draws one question of the kind; `undefined` where the draw is no good question, and another is made. */
  compose(random: Random, kind: Kind): Question | undefined;
}

/** So many draws never fail by chance: one in eight is held out, and no kind refuses more than nine in ten. */
const maxAttempts = 4000;

/**
 * Makes a generator from a table of levels and a function that composes one question. The kind of a draw is fixed by its
 * position; its question is drawn again, each time from a fresh stream, until it falls on the wanted side of the split.
 */
export function defineGenerator<Kind extends QuestionKind>(definition: GeneratorDefinition<Kind>): Generator {
  const { name, domain, version, levels } = definition;
  checkLevelTable(name, levels);
  return {
    name,
    domain,
    version,
    levels: levels.map((_, index) => index + 1),
    generate: (draw) => {
      const kinds = levels[draw.level - 1];
      if (kinds === undefined) {
        throw new GuruError("generator_level", `${name} has levels 1 to ${levels.length}, got ${draw.level}`);
      }
      return createTask(definition, drawQuestion(definition, kinds, draw), draw);
    },
  };
}

function drawQuestion<Kind extends QuestionKind>(
  definition: GeneratorDefinition<Kind>,
  kinds: readonly Kind[],
  { seed, index, level, split }: Draw,
): Question {
  const stream = createRandom(seed, definition.name, level, split, index);
  const kind = pickKind(stream, kinds);
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const question = definition.compose(stream.fork(attempt), kind);
    if (question !== undefined && splitOf(question.prompt) === split) return question;
  }
  throw new GuruError(
    "generator_exhausted",
    `${definition.name} level ${level}, ${kind.kind}: no ${split} question in ${maxAttempts} draws; widen its ranges`,
  );
}

function createTask(
  {
    name,
    domain,
    version,
    verifier,
  }: Pick<Generator, "name" | "domain" | "version"> & { verifier: VerifierReference },
  question: Question,
  draw: Draw,
): Task {
  const content = {
    source: name,
    prompt: [{ role: "user" as const, content: question.prompt }],
    truth: question.truth,
  };
  return {
    id: taskId(content),
    domain,
    ...content,
    verifier,
    split: draw.split,
    difficulty: { level: draw.level },
    origin: {
      generator: name,
      seed: draw.seed,
      row: draw.index,
      builderVersion: version,
      licence: "Apache-2.0",
    },
    demonstrations: [
      { style: "worked", text: `${question.steps}#${question.answer}` },
      { style: "bare", text: `#${question.answer}` },
    ],
  };
}
