import type { Comparison } from "../comparison.ts";
import { equalClocks, isRatioValue, ratioOf } from "./clock.ts";
import { equalDates } from "./dates.ts";
import { compareQuantities, type NumberRules, sameUnitOfRange } from "./equal-quantities.ts";
import { equalRanges } from "./ranges.ts";
import type { Value } from "./values.ts";

/** Compares one value with the gold, by the rules of what the gold is. */
export function compareValues(answer: Value, gold: Value, rules: NumberRules): Comparison {
  switch (gold.kind) {
    case "number":
      return answer.kind === "number"
        ? compareQuantities(answer.number, gold.number, rules)
        : different("no-number", "the answer is not a number");
    case "date":
      return verdict("date", answer.kind === "date" && equalDates(answer.date, gold.date));
    case "range":
      return verdict("range", answer.kind === "range" && equalRanges(answer.range, gold.range));
    case "clock":
      return compareWithClock(answer, gold);
    case "bound": {
      if (answer.kind !== "bound" || answer.bound.side !== gold.bound.side) return verdict("bound", false);
      const [given, wanted] = [answer.bound.limit, gold.bound.limit];
      const limits = compareQuantities(given, wanted, { ...rules, percent: false });
      return verdict("bound", limits.equal && sameUnitOfRange(given.unit, wanted.unit));
    }
    case "text":
      return verdict("text", answer.folded === gold.folded);
  }
}

function compareWithClock(answer: Value, gold: Value & { kind: "clock" }): Comparison {
  const what = gold.clock.isTime ? "time" : "ratio";
  if (answer.kind === "clock") return verdict(what, equalClocks(answer.clock, gold.clock));
  if (answer.kind === "number") return verdict(what, isRatioValue(answer.number, gold.clock));
  if (answer.kind !== "range" || ratioOf(gold.clock) === undefined) return verdict(what, false);
  // `1 to 2` is how the ratio 1:2 is said.
  const { low, high } = answer.range;
  const said = { fields: [low.value, high.value], isTime: false, unit: high.unit };
  return verdict(what, !low.percent && !high.percent && equalClocks(said, gold.clock));
}

function verdict(what: string, equal: boolean): Comparison {
  return equal ? { equal, reason: `equal.${what}` } : different(what, `the answer is another ${what}`);
}

function different(what: string, message: string): Comparison {
  return { equal: false, reason: `different.${what}`, message };
}
