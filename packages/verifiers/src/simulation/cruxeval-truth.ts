import { z } from "zod";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { createWorkCounter } from "../work-counter.ts";
import { type LiteralArguments, readArguments } from "./parse-call.ts";
import { createCursor, PythonSyntaxError } from "./python-cursor.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import type { PythonValue } from "./python-value-type.ts";

/** The name of the function that is asked about. */
export const EntryPoint = z
  .string()
  .regex(/^[A-Za-z_]\w*$/)
  .default("f");

/** Reads the output that a truth names, a Python literal. */
export function readGoldLiteral(text: string): Parsed<PythonValue> {
  const value = parsePythonLiteral(text, createWorkCounter(), "cpython");
  return value.ok ? value : { ...value, class: "gold_parse" };
}

/** Reads the arguments that a truth names, as they stand in the call; `undefined` where one of them is no literal. */
export function readGoldArguments(text: string): Parsed<LiteralArguments | undefined> {
  const source = text.replace(/\r\n?/g, "\n");
  const cursor = createCursor(source, createWorkCounter(), { dialect: "cpython" });
  try {
    return parsed(readArguments(cursor, ""));
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return error.errorClass === "answer_limit" ? unreadable(error.message, "gold_parse") : parsed(undefined);
  }
}

/** A text without the program that it begins with: whoever completes an assertion may well repeat what it is about. */
export function withoutProgram(text: string, program: string | undefined): string {
  if (program === undefined) return text;
  const [answer, quoted] = [withoutLineEnds(text), withoutLineEnds(program)];
  return quoted !== "" && answer.startsWith(`${quoted}\n`) ? answer.slice(quoted.length + 1).trim() : text;
}

/** Nobody sees spaces at the ends of lines. */
function withoutLineEnds(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
