import type { Response } from "@guru/core";
import { candidateAt, type Finder } from "../extraction/candidate.ts";
import { extractLast } from "../extraction/extract-last.ts";
import { type Parsed, parsed } from "../parsed.ts";
import type { Extraction } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { assertionsIn, findAssertedLines, lastAssertionOf } from "./find-assertions.ts";
import { findContainers } from "./find-containers.ts";
import { type Assertion, parseAssertion } from "./parse-assertion.ts";
import { argumentsKey } from "./parse-call.ts";
import { pythonKey } from "./python-equality.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import type { PythonValue } from "./python-value-type.ts";

/** How much of the final text is looked at. */
export const cruxevalWindowChars = 8192;

/** What is asked for, which decides what a container may hold beside an assertion: a literal, or a call alone. */
export type Asked = "output" | "input";

/**
 * The last answer: in `[ANSWER]` or `<answer>` tags, a fence or a box, or an `assert f(…)` that begins a line or fills inline code;
 * for outputs also a final text that is nothing but a literal.
 */
export function extractCruxeval(response: Response, asked: Asked, work: WorkCounter): Extraction {
  const answerKey = (text: string): string | undefined => keyOf(text, asked, work);
  return extractLast(response, {
    finders: [findAnswers(answerKey), findWhole(asked, answerKey)],
    missing: "no assertion about a call was found",
    windowChars: cruxevalWindowChars,
    answerKey,
  });
}

/** An answer to an output question: the assertion, or the literal alone. */
export function readOutputAnswer(text: string, work: WorkCounter): Parsed<Assertion | PythonValue> {
  const assertion = parseAssertion(text, work);
  if (assertion.ok || assertion.class === "answer_limit") return assertion;
  const bare = text.replace(/^`|`$/g, "");
  const literal = parsePythonLiteral(bare, work, "cpython");
  if (literal.ok || !bare.includes("\\{")) return literal.ok ? literal : assertion;
  // In a box of LaTeX the braces of a dict have to be escaped.
  const unescaped = parsePythonLiteral(bare.replace(/\\([{}_])/g, "$1"), work, "cpython");
  return unescaped.ok ? parsed(unescaped.value) : assertion;
}

function keyOf(text: string, asked: Asked, work: WorkCounter): string | undefined {
  const source = lastAssertionOf(text);
  if (asked === "input") {
    const assertion = parseAssertion(source, work);
    const given = assertion.ok ? assertion.value.arguments : undefined;
    return given === undefined ? undefined : argumentsKey(given, work);
  }
  const answer = readOutputAnswer(source, work);
  if (!answer.ok) return undefined;
  const value = "callee" in answer.value ? answer.value.right : answer.value;
  return value === undefined ? undefined : pythonKey(value, "python", work);
}

/** Answers in the order of the text, whatever they stand in. */
function findAnswers(answerKey: (text: string) => string | undefined): Finder {
  return (text, from, to) => {
    const containers = findContainers(text, from, to);
    const inside = containers.flatMap((container) => {
      const assertions = assertionsIn(text, container);
      if (assertions.length > 0) return assertions;
      // A fence may hold any code, and the function itself is no answer; the other containers are made for answers.
      return container.rule !== "fenced" || answerKey(container.text) !== undefined ? [container] : [];
    });
    const outside = findAssertedLines(text, from, to).filter(
      ({ span }) => !containers.some((one) => span.start >= one.span.start && span.end <= one.span.end),
    );
    return [...inside, ...outside].sort((a, b) => a.span.start - b.span.start);
  };
}

function findWhole(asked: Asked, answerKey: (text: string) => string | undefined): Finder {
  return (text, from, to) => {
    const whole = candidateAt(text, { from, to }, "whole-text");
    return asked === "output" && answerKey(whole.text) !== undefined ? [whole] : [];
  };
}
