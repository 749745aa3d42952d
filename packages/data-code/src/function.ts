import type { Random } from "@guru/core";
import { defineGenerator, pickFrom, type Question, type Range } from "@guru/data-kit";
import { type FunctionKind, functionLevels } from "./function-levels.ts";
import { hiddenTests, integerArguments, listArguments } from "./hidden-tests.ts";
import { floorModulo } from "./python-integer.ts";
import {
  applyStep,
  describeStep,
  type Expression,
  extendExpression,
  type Step,
  type StepName,
} from "./step.ts";

/** A small Python function from its description, or from two values of a linear one; the answer is a lambda. */
export const pythonFunction = defineGenerator<FunctionKind>({
  name: "code/function",
  domain: "code",
  version: "1",
  verifier: { name: "code/python-function", version: "1" },
  levels: functionLevels,
  compose,
});

function compose(random: Random, kind: FunctionKind): Question | undefined {
  switch (kind.kind) {
    case "chain":
      return chain(random, kind);
    case "conditional":
      return conditional(random, kind);
    case "line":
      return line(random, kind);
    case "list":
      return list(random, kind);
  }
}

type Knobs<Name extends FunctionKind["kind"]> = Extract<FunctionKind, { kind: Name }>;

const argument: Expression = { text: "x", binding: "atom" };

function drawStep(random: Random, names: readonly StepName[], operand: Range): Step {
  return { name: random.pick(names), operand: pickFrom(random, operand) };
}

function applyAll(steps: readonly Step[], value: bigint): bigint {
  return steps.reduce((result, step) => applyStep(step, result), value);
}

/** The expression after each of the steps. */
function buildUp(steps: readonly Step[]): string[] {
  let expression = argument;
  return steps.map((step) => {
    expression = extendExpression(step, expression);
    return expression.text;
  });
}

function chain(random: Random, knobs: Knobs<"chain">): Question | undefined {
  const steps = Array.from({ length: knobs.count }, () => drawStep(random, knobs.steps, knobs.operand));
  const values = integerArguments(random);
  if (!everyStepMatters(steps, values)) return undefined;
  const built = buildUp(steps);
  // The first expression is shown only where it is the only one: longer chains start with two steps at once.
  const worked = built.slice(knobs.count > 2 ? 1 : 0, -1).join(";");
  const answer = `lambda x:${built.at(-1) ?? ""}`;
  if (worked.length + answer.length > knobs.longest) return undefined;
  return {
    prompt: `f(x): ${steps.map(describeStep).join(", ")}`,
    steps: worked,
    answer,
    truth: hiddenTests(values, (value) => applyAll(steps, value)),
  };
}

const families: Readonly<Record<StepName, string>> = {
  plus: "shift",
  minus: "shift",
  times: "scale",
  square: "square",
  mod: "mod",
  div: "scale",
  "at most": "bound",
  "at least": "bound",
};

/** No two neighbours could be one step, the function is not nearly constant, and the tests notice a step left out. */
function everyStepMatters(steps: readonly Step[], values: readonly bigint[]): boolean {
  const kinds = steps.map(({ name }) => families[name]);
  if (kinds.some((kind, index) => kind === kinds[index + 1])) return false;
  if (new Set(values.map((value) => applyAll(steps, value))).size < 3) return false;
  return steps.every((_, index) => {
    const shorter = steps.toSpliced(index, 1);
    return values.some((value) => applyAll(steps, value) !== applyAll(shorter, value));
  });
}

function conditional(random: Random, knobs: Knobs<"conditional">): Question | undefined {
  const yes = [drawStep(random, knobs.steps, knobs.operand), drawStep(random, knobs.steps, knobs.operand)];
  const no = [drawStep(random, knobs.steps, knobs.operand)];
  const bound = random.integer(1, 9);
  const values = [...integerArguments(random), BigInt(bound), BigInt(bound + 1)];
  const above = values.filter((value) => value > bound);
  if (!everyStepMatters(yes, above) || above.every((value) => applyAll(yes, value) === applyAll(no, value))) {
    return undefined;
  }
  const [first = "", second = ""] = buildUp(yes);
  const [otherwise = ""] = buildUp(no);
  return {
    prompt: `f(x): ${yes.map(describeStep).join(", ")} if x>${bound} else ${no.map(describeStep).join(", ")}`,
    steps: `${first};${otherwise}`,
    answer: `lambda x:${second} if x>${bound} else ${otherwise}`,
    truth: hiddenTests(values, (value) => applyAll(value > bound ? yes : no, value)),
  };
}

/** The slope is the quotient of the differences, the intercept what is left at the first point. */
function line(random: Random, knobs: Knobs<"line">): Question {
  const [from, gap] = [pickFrom(random, knobs.from), pickFrom(random, knobs.gap)];
  const [slope, intercept] = [pickFrom(random, knobs.slope), pickFrom(random, knobs.intercept)];
  const at = (x: number): number => slope * x + intercept;
  const rise = `${at(from + gap)}-${minus(at(from))}=${slope * gap}`;
  const quotient = gap === 1 ? "" : `,${slope * gap}/${gap}=${slope}`;
  const left = slope * from;
  const product = from > 1 ? `,${slope}*${from}=${left}` : "";
  const rest = from > 0 ? `,${at(from)}-${left}=${intercept}` : "";
  return {
    prompt: `linear f(${from})=${at(from)} f(${from + gap})=${at(from + gap)}`,
    steps: `${rise}${quotient}${product}${rest}`,
    answer: `lambda x:x*${slope}${intercept < 0 ? "" : "+"}${intercept}`,
    truth: hiddenTests(integerArguments(random), (value) => value * BigInt(slope) + BigInt(intercept)),
  };
}

/** A subtrahend as Python writes it. */
function minus(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

interface Filter {
  readonly words: string;
  readonly test: string;
  readonly keeps: (value: bigint) => boolean;
}

function drawFilter(random: Random, range: Range): Filter {
  const bound = pickFrom(random, range);
  return random.pick<Filter>([
    { words: "even", test: "%2<1", keeps: (value) => floorModulo(value, 2n) === 0n },
    { words: "odd", test: "%2>0", keeps: (value) => floorModulo(value, 2n) === 1n },
    { words: `>${bound}`, test: `>${bound}`, keeps: (value) => value > BigInt(bound) },
    { words: `<${bound}`, test: `<${bound}`, keeps: (value) => value < BigInt(bound) },
  ]);
}

function list(random: Random, knobs: Knobs<"list">): Question | undefined {
  const step = drawStep(random, ["plus", "minus", "times"], knobs.operand);
  const filter = drawFilter(random, knobs.operand);
  const changed = extendExpression(step, { text: "i", binding: "atom" });
  const bracketed =
    filter.test.startsWith("%") && changed.binding === "sum" ? `(${changed.text})` : changed.text;
  const condition = `${knobs.mapFirst ? bracketed : "i"}${filter.test}`;
  const clauses = [`keep ${filter.words}`, describeStep(step)];
  const values = listArguments(random);
  const keep = (value: bigint): boolean => filter.keeps(knobs.mapFirst ? applyStep(step, value) : value);
  const total = (items: readonly bigint[]): bigint =>
    items.reduce((sum, item) => (keep(item) ? sum + applyStep(step, item) : sum), 0n);
  if (values.every((items) => total(items) === 0n)) return undefined;
  return {
    prompt: `f(v): ${(knobs.mapFirst ? clauses.toReversed() : clauses).join(", ")}, sum`,
    steps: knobs.mapFirst ? `${changed.text};${condition}` : changed.text,
    answer: `lambda v:sum(${changed.text} for i in v if ${condition})`,
    truth: hiddenTests(values, total),
  };
}
