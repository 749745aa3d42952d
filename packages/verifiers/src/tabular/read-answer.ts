import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { plainText } from "./plain-text.ts";
import { readValue, type Value } from "./values.ts";

/** One element of an answer. */
export interface Element {
  readonly value: Value;
  /** Where the element is an equation such as `1/8 = 0.125`: its last side, and the numbers before it. */
  readonly equation?: { readonly last: Value; readonly before: readonly Value[] };
}

/** The elements between the `|` of an answer, and its plain text. */
export interface TableAnswer {
  readonly plain: string;
  readonly elements: readonly Element[];
}

/** Longer than any list of cells that a question asks for. */
export const maximumAnswerChars = 2000;

/** More elements than any table row has. */
const maximumElements = 64;

/** Reads an answer, or a gold answer, whose elements are separated by `|`. */
export function readAnswer(text: string, work: WorkCounter): Parsed<TableAnswer> {
  if (text.length > maximumAnswerChars)
    return unreadable(
      `an answer of ${text.length} characters is longer than ${maximumAnswerChars}`,
      "answer_limit",
    );
  const plain = plainText(text, work);
  const elements = readElements(plain.split("|"), work);
  return elements.ok ? parsed({ plain, elements: elements.value }) : elements;
}

/** Reads each of several texts. */
export function readElements(parts: readonly string[], work: WorkCounter): Parsed<readonly Element[]> {
  if (parts.length > maximumElements)
    return unreadable(`more than ${maximumElements} elements`, "answer_limit");
  const elements: Element[] = [];
  for (const part of parts) {
    const element = readElement(part, work);
    if (!element.ok) return element;
    elements.push(element.value);
  }
  return parsed(elements);
}

function readElement(part: string, work: WorkCounter): Parsed<Element> {
  const value = readValue(part, work);
  const sides = part.split(/(?<![<>=!])[=≈](?!=)/u);
  if (!value.ok || sides.length < 2 || sides.length > 8)
    return value.ok ? parsed({ value: value.value }) : value;
  const last = readValue(sides.at(-1) ?? "", work);
  if (!last.ok) return parsed({ value: value.value });
  const before = sides.slice(0, -1).flatMap((side) => {
    const stated = readValue(side, work);
    return stated.ok && stated.value.kind === "number" ? [stated.value] : [];
  });
  return parsed({ value: value.value, equation: { last: last.value, before } });
}
