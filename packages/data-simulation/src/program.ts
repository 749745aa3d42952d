import type { Random } from "@guru/core";
import { defineGenerator, pickFrom, type Question } from "@guru/data-kit";
import { type Operator, type ProgramKind, programLevels } from "./program-levels.ts";
import { applyOperator } from "./update.ts";

/** What a small Python program returns, traced operation by operation. All values stay in 0 to 99. */
export const program = defineGenerator<ProgramKind>({
  name: "simulation/program",
  domain: "simulation",
  version: "1",
  verifier: { name: "simulation/python-value", version: "1" },
  levels: programLevels,
  compose: (random, kind) => {
    const question = ask(random, kind);
    return question !== undefined && question.steps.length + question.answer.length < longestWorked
      ? question
      : undefined;
  },
});

/** Characters of a worked response; what would be longer is drawn again. */
const longestWorked = 47;

function ask(random: Random, kind: ProgramKind): Question | undefined {
  switch (kind.kind) {
    case "updates":
      return updates(random, kind);
    case "two-variables":
      return twoVariables(random, kind);
    case "branch":
      return branch(random, kind);
    case "sum":
      return sum(random, kind.items);
    case "filtered-sum":
      return filteredSum(random, kind.items);
    case "map":
      return map(random, kind.items);
  }
}

type Knobs<Name extends ProgramKind["kind"]> = Extract<ProgramKind, { kind: Name }>;

const inBounds = (value: number): boolean => value >= 0 && value <= 99;

/** A trace ends before the last result, which is the answer. */
function question(prompt: string, trace: readonly string[], answer: number | readonly number[]): Question {
  const text = typeof answer === "number" ? String(answer) : `[${answer.join(",")}]`;
  return { prompt, steps: trace.join(","), answer: text, truth: { value: text } };
}

/** Small enough that one look-up does it: products up to 9 times a two-digit number, divisors of one digit. */
function pickOperand(random: Random, operator: Operator, value: number): number {
  switch (operator) {
    case "*":
      return random.integer(2, Math.max(2, Math.min(9, Math.floor(99 / Math.max(1, value)))));
    case "//":
      return random.integer(2, 5);
    case "%":
      return random.integer(3, 9);
    case "+":
    case "-":
      return random.integer(2, 20);
  }
}

interface Update {
  readonly text: string;
  readonly step: string;
  readonly value: number;
}

function pickUpdate(random: Random, operators: readonly Operator[], value: number): Update | undefined {
  const operator = random.pick(operators);
  const operand = pickOperand(random, operator, value);
  const next = applyOperator(operator, value, operand);
  // Dividing what is smaller, and multiplying nothing, asks nothing.
  const idle =
    ((operator === "%" || operator === "//") && value <= operand) || (operator === "*" && value < 2);
  if (idle || !inBounds(next)) return undefined;
  return { text: `x${operator}=${operand}`, step: `${value}${operator}${operand}`, value: next };
}

function pickUpdates(
  random: Random,
  operators: readonly Operator[],
  start: number,
  count: number,
): Update[] | undefined {
  const list: Update[] = [];
  for (let value = start; list.length < count; value = list.at(-1)?.value ?? start) {
    const update = pickUpdate(random, operators, value);
    if (update === undefined) return undefined;
    list.push(update);
  }
  return list;
}

/** `3*2=6`, and for the last one `6+5`. */
function trace(steps: readonly Pick<Update, "step" | "value">[]): string[] {
  return steps.map(({ step, value }, index) => (index === steps.length - 1 ? step : `${step}=${value}`));
}

function updates(random: Random, knobs: Knobs<"updates">): Question | undefined {
  const start = pickFrom(random, knobs.start);
  const list = pickUpdates(random, knobs.operators, start, knobs.count);
  const last = list?.at(-1);
  if (list === undefined || last === undefined) return undefined;
  return question(`x=${start};${list.map(({ text }) => text).join(";")} x?`, trace(list), last.value);
}

function twoVariables(random: Random, knobs: Knobs<"two-variables">): Question | undefined {
  const state = { a: pickFrom(random, knobs.start), b: pickFrom(random, knobs.start) };
  const texts = [`a=${state.a}`, `b=${state.b}`];
  const steps: string[] = [];
  let target: "a" | "b" = random.pick(["a", "b"] as const);
  for (let count = 0; count < knobs.count; count++) {
    const operator = random.pick(["+", "-", "*"] as const);
    const other = target === "a" ? "b" : "a";
    const left = state[target];
    const right = operator === "*" ? random.integer(2, 5) : state[other];
    const value = applyOperator(operator, left, right);
    if (!inBounds(value) || left === 0 || right === 0) return undefined;
    texts.push(`${target}${operator}=${operator === "*" ? right : other}`);
    const last = count === knobs.count - 1;
    steps.push(
      last ? `${target}=${left}${operator}${right}` : `${target}=${left}${operator}${right}=${value}`,
    );
    state[target] = value;
    if (last) return question(`${texts.join(";")} ${target}?`, steps, value);
    // Each update reads what the one before wrote, so that none can be left out.
    target = operator === "*" || random.next() < 0.7 ? other : target;
  }
  return undefined;
}

function branch(random: Random, knobs: Knobs<"branch">): Question | undefined {
  const start = pickFrom(random, knobs.start);
  const threshold = random.integer(Math.max(2, start - 8), start + 8);
  const yes = pickUpdate(random, ["+", "-", "*"], start);
  const no = pickUpdate(random, ["+", "-", "*"], start);
  if (yes === undefined || no === undefined || yes.value === no.value) return undefined;
  const taken = start > threshold ? yes : no;
  const rest = pickUpdates(random, ["+", "-", "*", "%"], taken.value, knobs.updates - 1);
  const last = rest?.at(-1);
  if (rest === undefined || last === undefined) return undefined;
  const expression = ({ text }: Update): string => text.replace("=", "");
  const texts = [
    `x=${start}`,
    `x=${expression(yes)} if x>${threshold} else ${expression(no)}`,
    ...rest.map(({ text }) => text),
  ];
  const steps = [`${start}${start > threshold ? ">" : "<="}${threshold}`, ...trace([taken, ...rest])];
  return question(`${texts.join(";")} x?`, steps, last.value);
}

function digits(random: Random, count: number): number[] {
  return random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(0, count);
}

/** `4+7=11,11+9` of a list of two or more. */
function additions(values: readonly number[]): { steps: string[]; total: number } {
  let total = values[0] ?? 0;
  const steps = values.slice(1).map((value) => {
    total += value;
    return { step: `${total - value}+${value}`, value: total };
  });
  return { steps: trace(steps), total };
}

function sum(random: Random, count: number): Question | undefined {
  const items = digits(random, count);
  const factor = random.integer(2, 5);
  const { steps, total } = additions(items.map((item) => item * factor));
  return inBounds(total)
    ? question(`sum(i*${factor} for i in[${items.join(",")}])?`, steps, total)
    : undefined;
}

function filteredSum(random: Random, count: number): Question | undefined {
  const items = digits(random, count);
  const [symbol, test] = random.pick([
    [">", (item: number, bound: number) => item > bound],
    ["<", (item: number, bound: number) => item < bound],
  ] as const);
  const bound = random.integer(2, 8);
  const kept = items.filter((item) => test(item, bound));
  if (kept.length < 2 || kept.length === count) return undefined;
  const { steps, total } = additions(kept);
  return question(`sum(i for i in[${items.join(",")}]if i${symbol}${bound})?`, steps, total);
}

function map(random: Random, count: number): Question {
  const items = digits(random, count);
  const factor = random.integer(2, 9);
  const offset = random.integer(1, 9);
  const operator = random.pick(["+", "-"] as const);
  const values = items.map((item) => applyOperator(operator, item * factor, offset));
  const steps = items.map((item, index) => `${item * factor}${operator}${offset}=${values[index] ?? 0}`);
  return question(`[i*${factor}${operator}${offset} for i in[${items.join(",")}]]?`, steps, values);
}
