import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import type { PythonValue } from "./python-value-type.ts";

const number =
  /(?:(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|((?:\d(?:_?\d)*)?(?:\.(?:\d(?:_?\d)*)?)?(?:[eE][+-]?\d(?:_?\d)*)?))/y;

/** Longer decimal integers are an error in CPython too (`sys.set_int_max_str_digits`). */
export const maximumDigits = 4300;

/** Reads a number at the cursor, without a sign; `undefined` where none stands. */
export function readPythonNumber(cursor: Cursor): PythonValue | undefined {
  number.lastIndex = cursor.position;
  const match = number.exec(cursor.text);
  const [whole = "", based, decimal = ""] = match ?? [];
  if (based === undefined && !/^\.?\d/.test(decimal)) return undefined;
  cursor.position += whole.length;
  cursor.work.take(whole.length);
  const imaginary = based === undefined && cursor.dialect === "cpython" && /[jJ]/.test(unitAt(cursor));
  if (imaginary) cursor.position++;
  if (/\w/.test(unitAt(cursor))) throw new PythonSyntaxError("a number runs into a name");

  const digits = (based ?? decimal).replaceAll("_", "");
  if (imaginary) return { type: "complex", real: 0, imaginary: Number(digits) };
  if (based === undefined && /[.eE]/.test(digits)) return { type: "float", value: Number(digits) };
  if (based === undefined && /^0+[1-9]/.test(digits)) throw new PythonSyntaxError("an integer starts with 0");
  if (digits.length > maximumDigits) throw new PythonSyntaxError("an integer is too long", "answer_limit");
  return { type: "int", value: BigInt(digits) };
}

/** Reads a sign with the spaces behind it; `undefined` where none stands. */
export function readSign(cursor: Cursor): "+" | "-" | undefined {
  const unit = unitAt(cursor);
  if (unit !== "+" && unit !== "-") return undefined;
  cursor.position++;
  if (cursor.dialect === "cpython") skipPythonSpaces(cursor);
  else while (unitAt(cursor) === " ") cursor.position++;
  return unit;
}

/** A number with its sign turned; `undefined` for what is no number. */
export function negated(value: PythonValue): PythonValue | undefined {
  switch (value.type) {
    case "int":
      return { type: "int", value: -value.value };
    case "float":
      return { type: "float", value: -value.value };
    case "complex":
      return { type: "complex", real: -value.real, imaginary: -value.imaginary };
    default:
      return undefined;
  }
}

function unitAt(cursor: Cursor): string {
  return cursor.text[cursor.position] ?? "";
}
