import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";
import type { WorkCounter } from "../work-counter.ts";
import { readJsonOrPython } from "./json-or-python.ts";
import type { PythonValue } from "./python-value-type.ts";

/** What may stand behind `"output": 5` on its line: marks of Markdown and LaTeX, a full stop. */
const closingMarks = /^[ \t]*(?:\\\}\}?|[`*$.)\]\\])*[ \t\r]*$/;
const longestClosing = 16;

/**
 * Finds what is said under a key: every object (JSON or a Python dict, on its own or in a fence or a box, but not inside another
 * value) that has the key, and every `"key": value` at the end of a line that stands in no object.
 */
export function findKeyed(key: string, work: WorkCounter): Finder {
  return (text, from, to) => {
    const found: Candidate[] = [];
    const source = text.slice(0, to);
    for (let index = from; index < to; index++) {
      const unit = source[index];
      if (unit === "{" || unit === "[") {
        const read = readJsonOrPython(source, index, work);
        if (!read.ok) {
          // What is too deep is one value all the same, and its parts are no answers.
          if (read.class === "answer_limit") index = read.reached;
          continue;
        }
        const { value, end } = read.value;
        if (valueOfKey(value, key) !== undefined)
          found.push(candidateAt(text, { from: index, to: end }, "keyed-object"));
        index = end - 1;
      } else if (unit === '"' || unit === "'") {
        const end = endOfPair({ source, index, key: unit + key + unit }, work);
        if (end === undefined) continue;
        found.push(candidateAt(text, { from: index, to: end }, "keyed-value"));
        index = end - 1;
      }
    }
    return found;
  };
}

/** What a dict holds under a text. */
export function valueOfKey(value: PythonValue, key: string): PythonValue | undefined {
  if (value.type !== "dict") return undefined;
  return value.entries.find(([name]) => name.type === "str" && name.value === key)?.[1];
}

/** Where `"key": value` ends that begins at the index and ends its line. */
function endOfPair(
  { source, index, key }: { source: string; index: number; key: string },
  work: WorkCounter,
): number | undefined {
  if (!source.startsWith(key, index)) return undefined;
  let start = skipSpaces(source, index + key.length);
  if (source[start] !== ":") return undefined;
  start = skipSpaces(source, start + 1);
  const read = readJsonOrPython(source, start, work);
  if (!read.ok) return undefined;
  const { end } = read.value;
  const newline = source.indexOf("\n", end);
  const lineEnd = newline < 0 ? source.length : newline;
  if (lineEnd - end > longestClosing || !closingMarks.test(source.slice(end, lineEnd))) return undefined;
  return end;
}

function skipSpaces(text: string, from: number): number {
  let index = from;
  while (index < text.length && " \t\n".includes(text[index] ?? "")) index++;
  return index;
}
